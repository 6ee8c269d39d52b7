"""A line of core has a text, a place in its file, and arrays that it makes; what may be wrong at it is known."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.diagnosis import Mistake, catalogue, of_optimizer
from core.diagnosis.unseen import of_data, of_start, of_use
from core.network import Network
from lessons.engine.chain.equations import derive
from lessons.engine.forms.source import Source

HARMLESS = {"1/N later", "ε in the logarithm"}  # conventions that a catalogue knows, and no illness


@dataclass(frozen=True)
class Place:
    """A statement of core, by its function and how it begins."""

    function: Callable
    begins: str
    kinds: tuple[str, ...] = ()  # of mistakes at it that no pass shows
    through: tuple[Callable, ...] = ()  # functions of which every result goes through it

    @property
    def id(self) -> str:
        """Its name in a link, which stays when lines are added above: the function, and how the statement begins."""
        return ".".join([self.function.__qualname__, *re.findall(r"\w+", self.begins)])

    @property
    def source(self) -> Source:
        return _stated(self.function, self.begins)


@lru_cache
def _stated(function: Callable, begins: str) -> Source:
    lines, start = inspect.getsourcelines(function)
    body = ast.parse(textwrap.dedent("".join(lines))).body[0]
    for part in ast.walk(body):
        if isinstance(part, ast.stmt) and part is not body:
            text = textwrap.dedent("".join(lines[part.lineno - 1 : part.end_lineno])).rstrip()
            if text.startswith(begins):
                file = f"{function.__module__.replace('.', '/')}.py"
                return Source(file, function.__qualname__, start + part.lineno - 1, text)
    raise LookupError(f"No statement of {function.__qualname__} begins with “{begins}”.")


@lru_cache(maxsize=512)
def makes(place: Place, network: Network) -> tuple[str, ...]:
    """The arrays of a pass that the line makes, in the order of the equations; none where it makes none."""
    functions = {f.__qualname__ for f in (place.function, *place.through)}
    there = [(e, e.source[0]) for e in derive(network) if e.source[0].function in functions and e.name != "dx"]
    own = [(e, source) for e, source in there if source.line == place.source.line]
    names = ("loss" if e.name == "L" else e.name for e, _ in own or there)
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=512)
def mistakes_at(place: Place, network: Network, optimizer: Any) -> tuple[Mistake, ...]:
    """Every mistake that is known at this line: those of the arrays that it makes, and those of its `kinds`."""
    made = set(makes(place, network))
    found = [m for m in catalogue(network) if m.kind not in HARMLESS and made and made >= {m.first, *m.places}]
    if place.kinds:
        others = (*of_optimizer(optimizer), *of_data(), *of_start(), *of_use(network))
        found += [m for m in others if m.kind in place.kinds]
    return tuple(found)

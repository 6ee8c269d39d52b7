"""Every equation is computed by a line of core; here that line is found in its real source."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from core import activations
from lessons.engine.forms.parsed import parsed


@dataclass(frozen=True)
class Source:
    """A statement of core."""

    file: str  # "core/layers.py"
    function: str  # "Dense.parameter_gradients"; for a row of a table, the table
    line: int  # where it begins, from 1
    text: str  # as it stands in the file, without its indentation


@lru_cache
def statement(function: Callable, name: str) -> Source:
    """The line of `function` that last assigns to `name` or to a part of it, or else the one that returns."""
    lines, start = inspect.getsourcelines(function)
    body = parsed(textwrap.dedent("".join(lines))).body[0]
    assigned = [s for s in ast.walk(body) if name in _assigned_to(s)]
    returned = [s for s in ast.walk(body) if isinstance(s, ast.Return)]
    found = max(assigned or returned, key=lambda s: s.lineno)
    return _source(function, function.__qualname__, lines, start, found)


def _assigned_to(s) -> list[str]:
    """The names that a statement assigns to, whole or in part."""
    targets = s.targets if isinstance(s, ast.Assign) else [s.target] if isinstance(s, ast.AugAssign) else []
    if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call):
        targets = [keyword.value for keyword in s.value.keywords if keyword.arg == "out"]
    return [ast.unparse(target).partition("[")[0] for target in targets]


@lru_cache
def activation_row(name: str) -> Source:
    """The row of the table of activations that says what `name` and its slope are."""
    text = inspect.getsource(activations)
    for part in ast.walk(parsed(text)):
        match part:
            case ast.Call(func=ast.Name("Activation"), args=[ast.Constant(value), *_]) if value == name:
                row = ast.get_source_segment(text, part) or ""
                return Source("core/activations.py", "ACTIVATIONS", part.lineno, row)
    raise KeyError(name)


def _source(owner, function, lines, start, part):
    text = textwrap.dedent("".join(lines[part.lineno - 1 : part.end_lineno])).rstrip()
    return Source(owner.__module__.replace(".", "/") + ".py", function, start + part.lineno - 1, text)

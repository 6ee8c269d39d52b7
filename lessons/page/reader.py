"""A lesson is a Python file in percent format: prose in Markdown cells, and code that shows what it derived.

    # %% [markdown]
    # Raising $z_k$ raises $p_k$ …

    # %%
    show(jacobian())

`load` runs the file, statement by statement, and puts prose and shown blocks in the order of their lines. Jupytext
opens the same file as a notebook. What a formula on a page says is always something that was derived and compared:
`show` takes no formula without a proof.
"""

import ast
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from lessons.engine.forms.parsed import parsed
from lessons.engine.proof.theorem import Theorem
from lessons.page import example
from lessons.page.blocks import Adjustable, Block, Check, Formula, Prose
from lessons.page.claims import Claim

FOLDER = Path(__file__).parents[1]


class LessonError(ValueError):
    """A lesson that may not be shown. The message says why."""


@dataclass(frozen=True)
class Lesson:
    """A lesson file: what it is called, read from its name and its first cell without running it."""

    path: Path

    @property
    def number(self) -> int:
        return int(self.path.stem.split("_")[0])

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return self.path.stem.split("_", 1)[1].replace("_", "-")

    @cached_property
    def opening(self) -> list[str]:
        """The first heading and the paragraphs below it."""
        return next(iter(prose(self.path.read_text(encoding="utf-8"))))[1].text.split("\n\n")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.opening[0].removeprefix("# ")

    @property
    def question(self) -> str:
        """What it asks."""
        return " ".join(self.opening[1].split())


@lru_cache(maxsize=1)
def lessons(folder: Path = FOLDER) -> tuple[Lesson, ...]:
    """All lessons, in their order."""
    return tuple(Lesson(path) for path in sorted(folder.glob("[0-9][0-9]_*.py")))


_shown: ContextVar[list | None] = ContextVar("shown", default=None)


def record(things: Iterable[Any], line: int) -> tuple[Block, ...]:
    """Put `things` into the lesson that is being read, at this line of its file.

    Raises LessonError for a formula without a proof that holds.
    """
    blocks = tuple(map(_block, things))
    if (shown := _shown.get()) is not None:
        shown += [(line, block) for block in blocks]
    return blocks


def claimed(words: str, holds: bool, line: int) -> None:
    """Put a claim of the prose beside the blocks of the lesson that is being read."""
    if (shown := _shown.get()) is not None:
        shown.append((line, Claim(words, holds)))


def _block(thing) -> Block:
    if isinstance(thing, Theorem):
        thing = Formula(thing.lhs, thing.steps, thing.prove())
    proof = getattr(thing, "proof", None)
    if proof is not None and not proof.proved:
        raise LessonError(f"The formula for {proof.name} is not proved: its worst relative error is {proof.worst:.1e}.")
    check = thing.check if isinstance(thing, Adjustable) else thing
    if isinstance(check, Check) and not check.holds:
        raise LessonError(f"A check does not hold: {check.claim} differ by {check.error:.1e}.")
    if not isinstance(thing, Block):
        raise LessonError(f"A lesson shows blocks that carry their proof, and {type(thing).__name__} does not.")
    return thing


def load(path: Path, digit: example.Example | None = None) -> tuple[Block, ...]:
    """The blocks of a lesson from top to bottom, worked out on `digit`.

    Raises LessonError when one of its claims is not proved.
    """
    return _loaded(path, digit)[0]


def claims(path: Path, digit: example.Example | None = None) -> tuple[Claim, ...]:
    """What its prose claims, each with whether it holds on `digit`."""
    return _loaded(path, digit)[1]


@lru_cache(maxsize=256)
def _loaded(path: Path, digit: example.Example | None) -> tuple[tuple[Block, ...], tuple[Claim, ...]]:
    made: list[Claim] = []
    return tuple(blocks(path, digit, made)), tuple(made)


def blocks(path: Path, digit: example.Example | None = None, made: list[Claim] | None = None) -> Iterator[Block]:
    """The same one by one, each as soon as it is worked out: a reader is still at the first lines of a lesson while
    its last ones are calculated. The claims of its prose are put into `made`."""
    told = deque(prose(path.read_text(encoding="utf-8")))
    for line, block in _run(path, digit):
        while told and told[0][0] < line:
            yield told.popleft()[1]
        if isinstance(block, Claim):
            if made is not None:
                made.append(block)
        elif block is not None:
            yield block
    yield from (block for _, block in told)


def shown_by_line(path: Path, digit: example.Example | None = None) -> Iterator[tuple[int, Block]]:
    """What the code of a lesson shows, and on which line, each as soon as it is worked out."""
    return ((line, block) for line, block in _run(path, digit) if block is not None and not isinstance(block, Claim))


def _run(path: Path, digit: example.Example | None) -> Iterator[tuple[int, Block | Claim | None]]:
    """Run a lesson: before each of its statements the line on which it stands, and no block, then what it shows."""
    space = {"__name__": f"lesson_{path.stem}", "__file__": str(path)}
    for line, code in _statements(path):
        yield line, None
        yield from _shown_by(code, space, digit)


@lru_cache(maxsize=64)
def _statements(path: Path) -> tuple[tuple[int, CodeType], ...]:
    """The statements of a file, each with its line: a walk is run for every lesson that shows a stop of it."""
    body = parsed(path.read_text(encoding="utf-8"), str(path)).body
    return tuple((one.lineno, compile(ast.Module([one], []), str(path), "exec")) for one in body)


def _shown_by(code: CodeType, space: dict, digit: example.Example | None) -> list[tuple[int, Block | Claim]]:
    """Run one statement; what it shows, and where."""
    shown: list[tuple[int, Block | Claim]] = []
    token = _shown.set(shown)
    try:
        with example.on(digit):
            exec(code, space)  # noqa: S102  a lesson is a file of this package
    finally:
        _shown.reset(token)
    return shown


def prose(source: str) -> Iterator[tuple[int, Prose]]:
    """(line, text) of each Markdown cell."""
    cell: list[str] | None = None
    start = 0
    for number, line in enumerate([*source.splitlines(), "# %%"], 1):
        if line.startswith("# %%"):
            if cell is not None:
                yield start, Prose("\n".join(cell).strip())
            cell, start = ([], number) if "[markdown]" in line else (None, 0)
        elif cell is not None:
            cell.append(re.sub(r"^# ?", "", line))

"""A lesson is a Python file in percent format: prose in Markdown cells, and code that shows what it derived.

    # %% [markdown]
    # Raising $z_k$ raises $p_k$ …

    # %%
    show(jacobian())

`load` imports the file like any other module and puts prose and shown blocks in the order of their
lines. Jupytext opens the same file as a notebook. What a formula on a page says is always something
that was derived and compared: `show` takes no formula without a proof.
"""

import importlib.util
import inspect
import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sympy import Basic, Expr, Indexed, KroneckerDelta

from lessons.backward import Step
from lessons.derivation import Derivation
from lessons.derive import Equation
from lessons.printing import latex
from lessons.proof import LIMIT, Proof
from lessons.tree import tree

FOLDER = Path(__file__).parent


class LessonError(ValueError):
    """A lesson that may not be shown. The message says why."""


@dataclass(frozen=True)
class Prose:
    """Markdown, with names of quantities between dollar signs."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A definition, or a derivation line by line, with what its witnesses said."""

    lhs: Expr
    steps: tuple[Step, ...]
    proof: Proof

    def rows(self, colours: Mapping[str, str] | None = None, new: str | None = None) -> list[tuple[str, str, str]]:
        """(left, right, reason) of each line as LaTeX; what a line is the first to say is set in the colour `new`."""
        rows: list[tuple[str, str, str]] = []
        before = None
        for step in self.steps:
            marked = dict.fromkeys(_news(before, step.expr), new) if new else None
            rows.append(("" if rows else latex(self.lhs, colours), latex(step.expr, colours, marked), step.why))
            before = step.expr
        return rows

    def latex(self, colours: Mapping[str, str] | None = None, new: str | None = None) -> str:
        """One block for KaTeX: the lines aligned at the equals sign, the reasons beside them."""
        lines = [rf"{left} &= \displaystyle {right} && \footnotesize\text{{{why}}}" for left, right, why in self.rows(colours, new)]
        return r"\begin{aligned}" + r" \\[6pt] ".join(lines) + r"\end{aligned}"

    def result(self) -> "Formula":
        """The claim without the way to it."""
        return Formula(self.lhs, (Step(self.steps[-1].expr, ""),), self.proof)

    @cached_property
    def trees(self) -> list[dict]:
        """The left side and each line as plain data; see `lessons.tree`."""
        return [tree(self.lhs), *(tree(step.expr) for step in self.steps)]


@dataclass(frozen=True)
class Table:
    """Numbers in rows; a head is a word, or a quantity to be set as a formula."""

    head: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str

    def head_latex(self) -> list[str]:
        return [f"${latex(cell)}$" if isinstance(cell, Basic) else str(cell) for cell in self.head]


@dataclass(frozen=True)
class Picture:
    """A digit, or anything else of rows and columns between 0 (paper) and 1 (ink)."""

    pixels: Any  # (H, W)
    caption: str


@dataclass(frozen=True)
class Check:
    """Two numbers that must agree, compared."""

    claim: str
    error: float
    limit: float = LIMIT

    @property
    def holds(self) -> bool:
        return self.error <= self.limit


@dataclass(frozen=True)
class Question:
    """Something to answer before it is shown."""

    prompt: str
    answer: Any  # what an answer is compared with


Block = Prose | Formula | Table | Picture | Check | Question


@dataclass(frozen=True)
class Lesson:
    """A lesson file, read: what it is called and its blocks from top to bottom."""

    path: Path
    blocks: tuple[Block, ...]

    @property
    def number(self) -> int:
        return int(self.path.stem.split("_")[0])

    @property
    def slug(self) -> str:
        return self.path.stem.split("_", 1)[1].replace("_", "-")

    @property
    def title(self) -> str:
        first = next(block for block in self.blocks if isinstance(block, Prose))
        return first.text.splitlines()[0].removeprefix("# ")


_shown: ContextVar[list | None] = ContextVar("shown", default=None)


def show(*things: Any) -> None:
    """Put `things` into the lesson at this line. Raises LessonError for a formula without a proof that holds."""
    caller = inspect.currentframe().f_back  # type: ignore[union-attr]
    blocks = [_block(thing) for thing in things]
    if (shown := _shown.get()) is not None:
        shown += [(caller.f_lineno, block) for block in blocks]  # type: ignore[union-attr]


def proved(equation: Equation, proof: Proof) -> Formula:
    """An equation of a network, with its proof, to be shown."""
    return Formula(equation.lhs, equation.steps, proof)


def _block(thing) -> Block:
    if isinstance(thing, Derivation):
        thing = Formula(thing.lhs, thing.steps, thing.prove())
    if isinstance(thing, Formula) and not thing.proof.proved:
        raise LessonError(f"The formula for {thing.proof.name} is not proved: its worst relative error is {thing.proof.worst:.1e}.")
    if isinstance(thing, Check) and not thing.holds:
        raise LessonError(f"A check does not hold: {thing.claim} differ by {thing.error:.1e}.")
    if not isinstance(thing, Block):
        raise LessonError(f"A lesson shows blocks that carry their proof, and {type(thing).__name__} does not.")
    return thing


def lesson_files(folder: Path = FOLDER) -> list[Path]:
    """All lesson files, in their order."""
    return sorted(folder.glob("[0-9][0-9]_*.py"))


def load(path: Path) -> Lesson:
    """Read a lesson. Raises LessonError when one of its formulas is not proved."""
    spec = importlib.util.spec_from_file_location(f"lesson_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    shown: list[tuple[int, Block]] = []
    token = _shown.set(shown)
    try:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    finally:
        _shown.reset(token)
    in_order = sorted([*shown, *prose(path.read_text(encoding="utf-8"))], key=lambda found: found[0])
    return Lesson(path, tuple(block for _, block in in_order))


def prose(source: str) -> Iterable[tuple[int, Prose]]:
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


def _news(before, e):
    """The brackets of e, and its quantities that the line before did not have."""
    known = {q.base for q in before.atoms(Indexed)} if before is not None else None
    new = set(e.atoms(KroneckerDelta))
    return new if known is None else new | {q for q in e.atoms(Indexed) if q.base not in known}

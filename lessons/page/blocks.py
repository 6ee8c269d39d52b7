"""What a lesson is made of: prose, and blocks that carry what they claim and the proof of it.

A block says what is to be seen, not how: `dashboard.views.lessons.page` draws it on a screen,
`lessons.notes` on paper. Colours are handed in by whoever draws, one for each role of a quantity.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sympy import Basic, Expr, Indexed, KroneckerDelta

from lessons.engine.chain.backward import Step
from lessons.engine.forms.latex import latex, name_latex
from lessons.engine.forms.powers import with_power
from lessons.engine.forms.source import Source, statement
from lessons.engine.proof.witnesses import LIMIT, Proof

WITNESSES = {
    "core": "the network",
    "core, symbols": "core on symbols",
    "complex step": "complex-step differentiation",
    "every line": "its own lines",
    "matrix": "its matrix form",
    "NumPy": "its NumPy line",
}

NUMBER = re.compile(r"|[-+−]?[\d.,]+(?:(?:×10)?[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\s*%?")

Colours = Mapping[str, str]  # "value", "parameter", "gradient", "truth", "loss" and "tint" → "#1f78c8"


class Line(NamedTuple):
    """One line of a formula."""

    left: str  # LaTeX; empty below the first line
    right: str  # LaTeX
    reason: str  # prose


def printed(value: float, form: str = ".3f") -> str:
    """A number as people print it: 4×10⁻⁷ where fixed places would leave nothing of it, 0 if it is nothing, and with a
    true minus."""
    if value == 0:
        return "0"
    text = f"{value:{form}}"
    if not float(text):
        text = f"{value:{'+' if '+' in form else ''}.0e}"
    return with_power(text).replace("-", "−")


class Proved:
    """What carries a proof."""

    proof: Proof

    @property
    def said(self) -> str:
        """What the witnesses said, in a sentence or two."""
        names = [WITNESSES.get(name, name) for name in self.proof.errors]
        listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
        taken = f" Taken for granted: {'; '.join(self.proof.assumptions)}." if self.proof.assumptions else ""
        return f"Compared with {listed}: {_differs(self.proof.worst)}.{taken}"


@dataclass(frozen=True)
class Prose:
    """Markdown, with names of quantities between dollar signs."""

    text: str


@dataclass(frozen=True)
class Formula(Proved):
    """A definition, or a derivation line by line, with what its witnesses said."""

    lhs: Expr
    steps: tuple[Step, ...]
    proof: Proof

    def lines(self, colours: Colours | None = None) -> list[Line]:
        """Each line of it. What a line is the first to say stands on a tint, and what comes out in a box."""
        lines: list[Line] = []
        before: Expr | None = None
        for k, step in enumerate(self.steps):
            tinted = (
                dict.fromkeys(_news(before, step.expr), colours["tint"]) if colours and before is not None else None
            )
            left = "" if lines else latex(self.lhs, colours)
            right = latex(step.expr, colours, tinted)
            lines.append(Line(left, rf"\boxed{{{right}}}" if k == len(self.steps) - 1 > 0 else right, step.why))
            before = step.expr
        return lines

    def result(self) -> "Formula":
        """The claim without the way to it."""
        return Formula(self.lhs, (Step(self.steps[-1].expr, ""),), self.proof)


@dataclass(frozen=True)
class Arrays(Proved):
    """An equation of whole arrays, and the line of NumPy that says the same."""

    name: str  # in core: "dW1"
    form: Expr
    numpy: str
    proof: Proof

    def lines(self, colours: Colours | None = None) -> list[Line]:
        return [Line(name_latex(self.name), latex(self.form, colours, whole=True), f"in NumPy: `{self.numpy}`")]


@dataclass(frozen=True)
class Code:
    """The lines of core that compute what the lesson speaks of, as they stand in their files."""

    sources: tuple[Source, ...]

    def excerpts(self) -> list[tuple[str, str]]:
        """Each statement, its columns moved together where a table of core holds them apart, and where it stands."""
        return [
            (re.sub(r"(?<=\S) {3,}", "  ", s.text), f"{s.file}, line {s.line}, in {s.function}") for s in self.sources
        ]

    @classmethod
    def of(cls, function: Callable, name: str) -> "Code":
        """The line of a function of core that assigns to `name`, or else the one that returns."""
        return cls((statement(function, name),))


@dataclass(frozen=True)
class Table:
    """Numbers in rows; a head is a word, or a quantity to be set as a formula."""

    head: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str

    def right(self) -> list[bool]:
        """For each column, whether it holds numbers, which stand at the right."""
        return [all(NUMBER.fullmatch(row[k]) for row in self.rows) for k in range(len(self.head))]

    def heads(self, colours: Colours | None = None) -> list[str]:
        """The heads as prose."""
        return [f"${latex(cell, colours)}$" if isinstance(cell, Basic) else str(cell) for cell in self.head]


@dataclass(frozen=True)
class Picture:
    """An array seen. `shows` is "ink" for pixels from 0 (paper) to 1 (ink), or the role of signed numbers."""

    array: Any  # (H, W)
    caption: str
    shows: str = "ink"  # "ink", "value", "parameter" or "gradient"


@dataclass(frozen=True)
class Curve:
    """One line of a plot."""

    name: str
    x: Any  # (points,)
    y: Any  # (points,)
    role: str = "value"


@dataclass(frozen=True)
class Plot:
    """Curves over one axis, each with its name at its end; `marks` are single points."""

    curves: tuple[Curve, ...]
    x: str
    y: str
    caption: str
    marks: tuple[tuple[float, float, str], ...] = ()
    log: bool = False  # is the vertical axis logarithmic?


@dataclass(frozen=True)
class Check:
    """Two numbers that must agree, compared."""

    claim: str
    error: float
    limit: float = LIMIT

    @property
    def holds(self) -> bool:
        return self.error <= self.limit

    @property
    def said(self) -> str:
        return f"{self.claim}: {_differs(self.error)}."


@dataclass(frozen=True)
class Touch:
    """Something to move and see answer, by its name in `dashboard.views.lessons.touches.table`; paper shows `still` in
    its place."""

    name: str
    still: Plot | Picture | Table
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """The way to another page, opened on the very thing that the lesson speaks of."""

    label: str
    page: str  # its place in the address: "step", "train", "lessons"
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """An exercise of `lessons.exercises`."""

    exercise: Any


Block = Prose | Formula | Arrays | Code | Table | Picture | Plot | Check | Touch | Link | Question


def _differs(error: float) -> str:
    return "no difference" if error == 0 else f"differs by {printed(error, '.0e')}"


def _news(before, e) -> set:
    """The brackets of e, and its quantities that the line before did not have."""
    known = {q.base for q in before.atoms(Indexed)}
    return (e.atoms(KroneckerDelta) - before.atoms(KroneckerDelta)) | {
        q for q in e.atoms(Indexed) if q.base not in known
    }

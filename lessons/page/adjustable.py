"""A sentence with a number that a reader drags: the sentence, the formula and the picture answer together.

All of its values are worked out when the lesson is read, by core, so it answers at once and without a server; and the
number that the formula comes to is compared with core's at every one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sympy import Basic, Expr

from lessons.engine.forms.latex import latex
from lessons.engine.forms.powers import scientific
from lessons.engine.proof.witnesses import difference
from lessons.page.drawn import Picture, Plot
from lessons.page.proved import Check
from lessons.page.stop import plain


@dataclass(frozen=True)
class Worked:
    """A formula with its numbers put in, as LaTeX, and how far core is from what it comes to."""

    tex: str
    error: float


@dataclass(frozen=True)
class Reading:
    """What is seen for one value of the number."""

    says: str  # with the marks of lessons.page.stop; the number itself is marked "[0.5]{drag}"
    formula: Worked
    marks: tuple[tuple[float, float, str], ...] = ()  # points of the plot, with a word at each
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Adjustable:
    """Readings from the smallest value of the number to the largest."""

    name: str  # what is dragged, for somebody who hears the page
    readings: tuple[Reading, ...]
    start: int  # the reading that is seen first, and on paper
    plot: Plot | None = None  # the same for all readings, which put their marks on it

    @property
    def check(self) -> Check:
        return Check(
            f"What the formula comes to at each of {len(self.readings)} values, and core",
            max(reading.formula.error for reading in self.readings),
        )

    @property
    def still(self) -> tuple[str, tuple[Picture | Plot, ...]]:
        """What paper shows: the sentence and the formula as Markdown, and the pictures."""
        at = self.readings[self.start]
        pictures: tuple[Picture | Plot, ...] = at.pictures
        if self.plot:
            pictures = (*pictures, replace(self.plot, marks=at.marks))
        return f"{plain(at.says)}\n\n$${at.formula.tex}$$", pictures


def worked(
    lhs: Expr | None,
    rhs: Expr,
    numbers: Mapping[Basic, float],
    core: float,
    dragged: Basic | None = None,
    form: str = ".3g",
) -> Worked:
    """lhs = rhs, rhs with `numbers` in place of its quantities, and what it comes to; `core` is what core makes of
    it. The number that is `dragged` is set in bold; without a left side the formula begins with rhs."""
    texts = {q: scientific(value, form) for q, value in numbers.items()}
    if dragged is not None:
        texts[dragged] = rf"\mathbf{{{texts[dragged]}}}"
    found = float(rhs.xreplace(dict(numbers)))
    lines = [latex(rhs), latex(rhs, numbers=texts), scientific(found, form)]
    if lhs is not None:
        lines.insert(0, latex(lhs))
    return Worked(" = ".join(lines), difference(found, core))

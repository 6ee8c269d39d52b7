"""What a lesson is made of: prose, and blocks that carry what they claim and the proof of it.

A block says what is to be seen, not how: `dashboard.views.lessons.page` draws it on a screen,
`lessons.notes` on paper. Colours are handed in by whoever draws, one for each role of a quantity.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic

from lessons.engine.forms.latex import latex
from lessons.engine.forms.powers import printed
from lessons.engine.forms.source import Source, statement
from lessons.page.adjustable import Adjustable
from lessons.page.drawn import Curve, Picture, Plot
from lessons.page.proved import Arrays, Check, Colours, Formula
from lessons.page.stop import Stage, Stop

__all__ = [
    "Adjustable", "Arrays", "Block", "Check", "Code", "Colours", "Curve", "Formula", "Link", "Picture", "Plot", "Prose",
    "Question", "Table", "Touch", "printed",
]  # fmt: skip

NUMBER = re.compile(r"|[-+−]?[\d.,]+(?:(?:×10)?[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\s*%?")


@dataclass(frozen=True)
class Prose:
    """Markdown, with names of quantities between dollar signs."""

    text: str


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
class Touch:
    """Something to move that answers, by its name in `dashboard.views.lessons.touches.table`; paper shows `still`."""

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


Block = (
    Prose
    | Formula
    | Arrays
    | Code
    | Table
    | Picture
    | Plot
    | Check
    | Touch
    | Adjustable
    | Link
    | Question
    | Stop
    | Stage
)

"""A stop of a walk: what is said, what the stage shows meanwhile, and what is asked before it is shown.

Prose is plain text with three marks: `**bold**`, `*a new word*`, and `[69 %]{value}`, a number in
the colour of what it is. The stage draws the columns of a network; a `Scene` says which array
colours each column, and what runs along the lines between two of them.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from lessons.engine.forms.powers import printed

ROLES = ("value", "parameter", "up", "down", "truth", "loss")

FLOWS = ("", "signal", "weight", "gradient", "blame", "moved")

_MARK = re.compile(r"\[(?P<said>[^\[\]{}]+)\]\{(?P<role>\w+)\}|\*\*(?P<bold>[^*]+)\*\*|\*(?P<term>[^*]+)\*")


@dataclass(frozen=True)
class Picture784:
    """Numbers of the 784 pixels in the place of the digit: `shows` is "ink", or "gradient" about zero."""

    pixels: Any  # (784,)
    caption: str
    shows: Literal["ink", "gradient"] = "ink"


@dataclass(frozen=True)
class Graph:
    """A curve with a straight line laid against it, and points with a word at each."""

    x: Any  # (points,)
    y: Any  # (points,)
    across: str
    up: str
    tangent: tuple[float, float, float] | None = None  # x, y and slope
    points: tuple[tuple[float, float, str], ...] = ()


def nudges(moves: Any, losses: Any, loss: float, slope: float, told: str) -> Graph:
    """The loss as one weight is changed, with its slope where the weight is now, and that slope as it is told."""
    return Graph(
        moves, np.array(losses), "change of this weight", "loss", (0.0, loss, slope), ((0.0, loss, f"slope {told}"),)
    )


@dataclass(frozen=True)
class Bars:
    """Amounts side by side, each with its name; drawn to one scale, so that the eye compares."""

    names: tuple[str, ...]
    amounts: tuple[float, ...]


@dataclass(frozen=True)
class Scene:
    """What the stage shows. Columns count from 0, the pixels; gap k lies between columns k and k + 1."""

    columns: tuple[str, ...]  # the array that colours each column
    flow: tuple[str, ...] = ()  # one of FLOWS for each gap: what runs along its lines
    only: Mapping[int, tuple[int | None, int | None]] = field(default_factory=dict)  # gap → lines from / into one unit
    lit: tuple[int, ...] = ()  # the columns that are spoken of; the rest is dim. None given: all are
    rings: tuple[tuple[int, int], ...] = ()  # (column, unit)
    crossed: tuple[int, ...] = ()  # columns whose units that are off are crossed out
    moves: tuple[tuple[int, int], ...] = ()  # (gap, +1 forward or −1 back): dots travel along its lines, in turn
    of: str = ""  # which pass through the network: the digit's own, or one by name
    beside: Picture784 | Graph | Bars | None = None


@dataclass(frozen=True)
class Box:
    """A window on a map: its upper left corner, and how large it is."""

    map: int
    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True)
class Sheet:
    """An array on the stage: units as circles, channels as maps, or a bar for each of the ten digits."""

    array: str  # by name in core: "da1" has the colours of a gradient
    caption: str
    values: Any  # (shown,), or (shown, rows, columns)
    shown: tuple[int, ...]  # which units or channels these are
    of: int  # how many there are in all
    most: float  # the number that has the full colour
    rings: tuple[int, ...] = ()  # units
    boxes: tuple[Box, ...] = ()
    crossed: tuple[int, ...] = ()  # units that are off
    bars: bool = False
    names: tuple[str, ...] = ()  # of the units or maps, where they are not their numbers


@dataclass(frozen=True)
class Strand:
    """A line from a place of one sheet to a place of the next, and what it carries."""

    source: int | Box
    target: int | Box
    amount: float


@dataclass(frozen=True)
class Sheets:
    """A few arrays side by side, from what came in to what went out, and lines between them."""

    sheets: tuple[Sheet, ...]
    strands: tuple[tuple[Strand, ...], ...] = ()  # for each gap between two sheets
    flow: str = ""  # one of FLOWS: what the lines are
    at: int = -1  # the part of the network that is spoken of, in the strip that shows them all
    beside: Graph | Bars | None = None  # in the place of the first sheet


@dataclass(frozen=True)
class Choice:
    """Asked before the stop is shown: pick one of the options, or one of the units on the stage."""

    asks: str
    options: tuple[str, ...]
    right: int
    because: str = ""
    units: bool = False  # are the options units of the stage, to be clicked?
    scene: Scene | None = None  # the stage meanwhile; that of the stop before, if none is given


@dataclass(frozen=True)
class Stop:
    """One idea, told."""

    title: str
    says: tuple[str, ...]  # paragraphs
    scene: Scene | Sheets
    key: str = ""  # a name that stays: it stands in links
    equations: tuple[str, ...] = ()  # by name in core: "dW3"
    letters: str = ""  # what the letters in them stand for
    step: str = ""  # where the stepper is opened from here: the name of a step, and a pinned entry
    pin: str = ""
    choice: Choice | None = None


@dataclass(frozen=True)
class Stage:
    """The drawn network of a walk's stop, alone, in a lesson; `caption` says on paper what is seen on screen."""

    stop: Stop
    caption: str
    story: Any  # what its numbers are taken from: a Story, or a Passage


def spans(text: str) -> list[tuple[str, str]]:
    """(role, words) of a paragraph from left to right; the role is empty for plain words, or "bold" or "term"."""
    found, end = [], 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            found.append(("", text[end : mark.start()]))
        found.append(
            (mark["role"], mark["said"])
            if mark["said"]
            else ("bold", mark["bold"])
            if mark["bold"]
            else ("term", mark["term"])
        )
        end = mark.end()
    if end < len(text):
        found.append(("", text[end:]))
    return found


def plain(text: str) -> str:
    """A paragraph without its marks."""
    return "".join(words for _, words in spans(text))


def as_markdown(stop: Stop) -> str:
    """What a stop says, for paper: its title and its paragraphs, without the colours."""
    return "\n\n".join([f"### {stop.title}", *(_MARK.sub(_uncoloured, paragraph) for paragraph in stop.says)])


def _uncoloured(mark: re.Match) -> str:
    return mark["said"] or mark[0]


def three(v: float) -> str:
    """Three significant digits, with a true minus."""
    size = abs(float(f"{v:.3g}"))
    places = (
        0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3 if size >= 0.1 else 4 if size >= 0.01 else 5
    )
    return printed(v, f".{places}f")


def told_apart(one: float, other: float, digits: int = 3) -> tuple[str, str]:
    """Two numbers with as many digits as tell them apart."""
    texts = three(one), three(other)
    while (texts[0] == texts[1] or digits > 3) and one != other and digits < 16:
        texts = printed(one, f".{digits}g"), printed(other, f".{digits}g")
        if texts[0] != texts[1]:
            break
        digits += 1
    return texts


def part(p: float) -> str:
    """A share as a part of 1; just below 1 two digits of what is missing."""
    return three(p) if p < 0.99 else f"{p:.{1 - math.floor(math.log10(max(1 - p, 1e-12)))}f}"


def value(v: float) -> str:
    """A number that flows forward."""
    return f"[{three(v)}]{{value}}"


def weight(v: float) -> str:
    """A number that is learned."""
    return f"[{three(v)}]{{parameter}}"


def slope(v: float) -> str:
    """A gradient: purple where raising the number raises the loss, green where it lowers it."""
    return f"[{three(v)}]{{{'up' if v > 0 else 'down'}}}"


def share(p: float, role: str = "value") -> str:
    """A share in percent, with as many digits as tell something; the space does not break."""
    text = "under 0.1" if p < 0.0005 else f"{100 * p:.1f}" if p < 0.995 else f"{100 * p:.2f}"
    return f"[{text}\N{NO-BREAK SPACE}%]{{{role}}}"

"""What a formula on paper is made of: a small tree, read from LaTeX and printed as MathML or Typst."""

from typing import NamedTuple, Union


class Row(NamedTuple):
    """One thing after another."""

    items: tuple


class Leaf(NamedTuple):
    """A letter, number, sign or word; `kind` says which."""

    kind: str  # "letter", "number", "sign", "function", "word", "bold", "big", "space"
    text: str


class Fraction(NamedTuple):
    above: "Node"
    below: "Node"


class Root(NamedTuple):
    inside: "Node"


class Script(NamedTuple):
    """A base with what stands below and above its line."""

    base: "Node"
    low: "Node | None"
    high: "Node | None"


class Fence(NamedTuple):
    """Brackets as tall as what they hold."""

    left: str
    inside: "Node"
    right: str


class Accent(NamedTuple):
    sign: str
    base: "Node"


class Marked(NamedTuple):
    """Set in a colour, on a tint of it, or in a box: `how` is "colour", "tint" or "box"."""

    how: str
    colour: str
    inside: "Node"


class Cells(NamedTuple):
    """Rows of cells; `kind` is "cases" or "aligned"."""

    kind: str
    rows: tuple


Node = Union[Row, Leaf, Fraction, Root, Script, Fence, Accent, Marked, Cells]  # noqa: UP007

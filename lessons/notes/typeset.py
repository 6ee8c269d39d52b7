"""Formulas as Typst writes them, for paper."""

import re

from lessons.notes.nodes import Accent, Cells, Fence, Fraction, Leaf, Marked, Node, Root, Row, Script
from lessons.notes.tex import read

ACCENTS = {"^": "hat", "‾": "overline", "~": "tilde"}
MEANT = {"#", "$", "/", "&", "_", "^", '"', "'", "`", "*", "~", "\\"}  # signs that Typst would read as its own


def typst(tex: str) -> str:
    """The formula as Typst's mathematics, without the dollar signs."""
    return _of(read(tex))


def _of(node: Node) -> str:
    match node:
        case Row(items):
            return " ".join(filter(None, map(_of, items)))
        case Leaf(kind, text):
            return _leaf(kind, text)
        case Fraction(above, below):
            return f"frac({_argument(above)}, {_argument(below)})"
        case Root(inside):
            return f"sqrt({_argument(inside)})"
        case Script(base, low, high):
            lower = f"_({_of(low)})" if low is not None else ""
            upper = f"^({_of(high)})" if high is not None else ""
            return f"{_base(base)}{lower}{upper}"
        case Fence(left, inside, right):
            return f"lr({_bracket(left)} {_argument(inside)} {_bracket(right)})"
        case Accent(sign, base):
            return f"{ACCENTS[sign]}({_argument(base)})"
        case Marked("colour", colour, inside):
            return f'#text(fill: rgb("{colour}"))[${_of(inside)}$]'
        case Marked("tint", colour, inside):
            look = f'fill: rgb("{colour}"), outset: (y: 2.5pt, x: 1pt), radius: 2pt'
            return f"#box({look})[$display({_argument(inside)})$]"
        case Marked(_, _, inside):
            return f"#rect(inset: 5pt, stroke: 0.6pt)[$display({_argument(inside)})$]"
        case Cells("cases", rows):
            return "cases(" + ", ".join(" & ".join(_argument(cell) for cell in row) for row in rows) + ")"
        case Cells(_, rows):
            return " \\\n ".join(" & ".join(map(_of, row)) for row in rows)
    raise TypeError(type(node))


def _leaf(kind, text):
    match kind:
        case "word":
            return f'"{text}"' if len(text) != 1 else f"upright({text})"
        case "function":
            return "lim" if text == "lim" else f'op("{text}")'
        case "bold":
            return f"bold({text})"
        case "space":
            return f"#h({text})"
    return f"\\{text}" if text in MEANT else text


def _base(node):
    """What scripts are attached to; several things in a row are held together."""
    text = _of(node) or '""'
    one_thing = isinstance(node, Leaf | Fence | Accent | Root | Fraction) or text.startswith("#")
    return text if one_thing else f"attach({text})"


def _bracket(sign):
    return "" if sign == "." else sign


def _argument(node) -> str:
    """As one argument of a function: a comma outside of all brackets would start the next."""
    text, depth, out = _of(node), 0, ""
    for piece in re.findall(r"\\.|\"[^\"]*\"|.", text, re.DOTALL):
        depth += (piece in "([{") - (piece in ")]}")
        out += f"\\{piece}" if piece in ",;" and depth == 0 else piece
    return out

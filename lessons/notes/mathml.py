"""Formulas as MathML, which browsers set by themselves: no JavaScript and no network is needed."""

from html import escape

from lessons.notes.nodes import Accent, Cells, Fence, Fraction, Leaf, Marked, Node, Root, Row, Script
from lessons.notes.tex import read


def mathml(tex: str, display: bool = False) -> str:
    """The formula as a <math> element; `display` gives fractions and sums their full height."""
    style = ' displaystyle="true"' if display else ""
    return f"<math{style}>{_row(read(tex))}</math>"


def _row(node: Node) -> str:
    return "".join(map(_one, node.items)) if isinstance(node, Row) else _one(node)


def _one(node: Node) -> str:
    """A single element, as the parts of a fraction or a script have to be."""
    match node:
        case Row(items):
            return _one(items[0]) if len(items) == 1 else f"<mrow>{_row(node)}</mrow>"
        case Leaf(kind, text):
            return _leaf(kind, text)
        case Fraction(above, below):
            return f"<mfrac>{_one(above)}{_one(below)}</mfrac>"
        case Root(inside):
            return f"<msqrt>{_row(inside)}</msqrt>"
        case Script(base, low, high):
            return _script(base, low, high)
        case Fence(left, inside, right):
            return f"<mrow>{_bracket(left)}{_row(inside)}{_bracket(right)}</mrow>"
        case Accent(sign, base):
            return f'<mover accent="true">{_one(base)}<mo>{sign}</mo></mover>'
        case Marked("colour", colour, inside):
            return f'<mrow style="color:{escape(colour)}">{_row(inside)}</mrow>'
        case Marked("tint", colour, inside):
            return f'<mrow style="background:{escape(colour)}">{_row(inside)}</mrow>'
        case Marked(_, _, inside):
            return f'<mrow class="boxed">{_row(inside)}</mrow>'
        case Cells(kind, rows):
            table = "".join(f"<mtr>{''.join(f'<mtd>{_row(cell)}</mtd>' for cell in row)}</mtr>" for row in rows)
            brace = '<mo fence="true" stretchy="true">{</mo>' if kind == "cases" else ""
            return (
                f'<mrow>{brace}<mtable class="{kind}" '
                f'displaystyle="{str(kind == "aligned").lower()}">{table}</mtable></mrow>'
            )
    raise TypeError(type(node))


def _leaf(kind, text):
    match kind:
        case "number":
            return f"<mn>{text}</mn>"
        case "letter":
            return f"<mi>{text}</mi>"
        case "function":
            # &#x2061; is function application, which sets the space
            return "<mo>lim</mo>" if text == "lim" else f"<mi>{text}</mi><mo>&#x2061;</mo>"
        case "word":
            return f"<mtext>{escape(text)}</mtext>" if " " in text else f'<mi mathvariant="normal">{escape(text)}</mi>'
        case "bold":
            return f'<mn style="font-weight:bold">{escape(text)}</mn>'
        case "big":
            return f'<mo largeop="true" movablelimits="false">{text}</mo>'
        case "space":
            return f'<mspace width="{text}"/>'
    fixed = ' stretchy="false"' if text in "()[]|" else ' lspace="0" rspace="0"' if text == "′" else ""
    return f"<mo{fixed}>{escape(text)}</mo>"


def _bracket(sign):
    return "" if sign == "." else f'<mo fence="true" stretchy="true">{escape(sign)}</mo>'


def _script(base, low, high):
    under = isinstance(base, Leaf) and (base.kind == "big" or base.text == "lim")
    if high is None:
        tag = "munder" if under else "msub"
        return f"<{tag}>{_one(base)}{_one(low)}</{tag}>"
    if low is None:
        tag = "mover" if under else "msup"
        return f"<{tag}>{_one(base)}{_one(high)}</{tag}>"
    tag = "munderover" if under else "msubsup"
    return f"<{tag}>{_one(base)}{_one(low)}{_one(high)}</{tag}>"

"""The LaTeX that lessons write, read back: a small tree from which MathML and Typst are printed.

KaTeX sets the text itself on screen; a page without JavaScript and a sheet of paper need other
alphabets. Only what `lessons.engine.forms.latex` and the prose of the lessons write is known here, so a
command that one of them starts to use fails a test and not a reader's page.
"""

import re

from lessons.engine.forms.letters import GREEK
from lessons.notes.nodes import Accent, Cells, Fence, Fraction, Leaf, Marked, Node, Root, Row, Script


class TexError(ValueError):
    """LaTeX that is not part of what lessons write."""


LETTERS = {name: letter for letter, name in GREEK.items()} | {
    r"\epsilon": "ϵ", r"\pi": "π", r"\phi": "φ", r"\Delta": "Δ", r"\Sigma": "Σ", r"\partial": "∂", r"\infty": "∞",
    r"\ell": "ℓ", r"\nabla": "∇", r"\Phi": "Φ", r"\omega": "ω", r"\nu": "ν", r"\kappa": "κ",
}  # fmt: skip
SIGNS = {
    r"\cdot": "⋅", r"\odot": "⊙", r"\circ": "∘", r"\top": "⊤", r"\to": "→", r"\geq": "≥", r"\leq": "≤", r"\ge": "≥",
    r"\le": "≤", r"\neq": "≠", r"\ne": "≠", r"\times": "×", r"\approx": "≈", r"\sim": "∼", r"\ll": "≪", r"\gg": "≫",
    r"\in": "∈", r"\pm": "±", r"\mid": "∣", r"\ldots": "…", r"\dots": "…", r"\cdots": "⋯", r"\{": "{", r"\}": "}",
    r"\|": "‖", r"\lvert": "|", r"\rvert": "|", r"\lfloor": "⌊", r"\rfloor": "⌋", r"\star": "⋆", r"\ast": "∗",
    r"\gt": ">", r"\lt": "<", r"\%": "%", r"\leftarrow": "←", r"\bmod": "mod", r"\prime": "′", r"\rightarrow": "→",
    r"\colon": ":", "-": "−",
}  # fmt: skip
FUNCTIONS = {r"\tanh", r"\log", r"\exp", r"\max", r"\min", r"\sin", r"\cos", r"\ln", r"\arg", r"\lim"}
BIG = {r"\sum": "∑", r"\prod": "∏", r"\int": "∫"}
SPACES = {r"\,": "0.17em", r"\;": "0.28em", r"\:": "0.22em", r"\ ": "0.25em", r"\quad": "1em", r"\qquad": "2em"}
ACCENTS = {r"\hat": "^", r"\widehat": "^", r"\bar": "‾", r"\overline": "‾", r"\tilde": "~"}
FENCES = {r"\left": r"\right", r"\Bigl": r"\Bigr", r"\bigl": r"\bigr", r"\Big": r"\Big", r"\biggl": r"\biggr"}
WITHOUT_EFFECT = {r"\displaystyle", r"\limits", r"\!", r"\footnotesize", "~"}
WORDS = {r"\mathrm", r"\operatorname", r"\text", r"\mathit"}
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)


def read(tex: str) -> Row:
    """The tree of a formula. Raises TexError for what it does not know."""
    reader = _Reader(TOKEN.findall(tex))
    row = reader.row(until=())
    if reader.tokens:
        raise TexError(f"{reader.tokens[-1]} has no place in {tex}")
    return row


class _Reader:
    """Recursive descent over the tokens, which are kept with the next one last."""

    def __init__(self, tokens):
        self.tokens = tokens[::-1]

    def skip(self):
        while self.tokens and self.tokens[-1].isspace():
            self.tokens.pop()

    def peek(self):
        self.skip()
        return self.tokens[-1] if self.tokens else ""

    def take(self, wanted=None):
        token = self.peek()
        if not token or (wanted is not None and token != wanted):
            raise TexError(f"{wanted or 'more'} is missing before {token or 'the end'}")
        return self.tokens.pop()

    def row(self, until) -> Row:
        items = []
        while self.peek() and self.peek() not in until:
            if self.peek() in WITHOUT_EFFECT:
                self.take()
            else:
                items.append(self.scripted())
        return Row(tuple(items))

    def scripted(self) -> Node:
        base: Node = Row(()) if self.peek() in ("_", "^") else self.atom()
        low: Node | None = None
        high: list[Node] = []
        while self.peek() in ("_", "^", "'"):
            mark = self.take()
            if mark == "_":
                low = self.atom()
            elif mark == "^":
                high.append(self.atom())
            else:
                high.append(Leaf("sign", "′"))
        above = None if not high else high[0] if len(high) == 1 else Row(tuple(high))
        return Script(base, low, above) if low is not None or above is not None else base

    def group(self) -> Node:
        if self.peek() != "{":
            return self.atom()
        self.take()
        inside = self.row(until=("}",))
        self.take("}")
        return inside.items[0] if len(inside.items) == 1 else inside

    def raw(self) -> str:
        """The text of a group, spaces and all."""
        self.take("{")
        text = ""
        while self.tokens and self.tokens[-1] != "}":
            text += self.tokens.pop()
        self.take("}")
        return text.replace(r"\ ", " ")

    def atom(self) -> Node:
        sign = self.peek()
        if sign == "{":
            return self.group()
        self.take()
        if sign in FENCES:
            left = self.take()
            inside = self.row(until=(FENCES[sign],))
            self.take(FENCES[sign])
            return Fence(SIGNS.get(left, left), inside, SIGNS.get(right := self.take(), right))
        if sign in (r"\frac", r"\dfrac", r"\tfrac"):
            return Fraction(self.group(), self.group())
        if sign == r"\sqrt":
            return Root(self.group())
        if sign in ACCENTS:
            return Accent(ACCENTS[sign], self.group())
        if sign in WORDS:
            return self.words()
        if sign in (r"\mathbf", r"\mathbb"):
            return Leaf("bold", self.raw())
        if sign == r"\textcolor":
            return Marked("colour", self.raw(), self.group())
        if sign == r"\boxed":
            return Marked("box", "", self.group())
        if sign == r"\colorbox":
            return Marked("tint", self.raw(), self.tinted())
        if sign == r"\begin":
            return self.cells()
        if sign in BIG:
            return Leaf("big", BIG[sign])
        if sign in FUNCTIONS:
            return Leaf("function", sign[1:])
        if sign in SPACES:
            return Leaf("space", SPACES[sign])
        if sign in LETTERS:
            return Leaf("letter", LETTERS[sign])
        if sign in SIGNS:
            return Leaf("sign", SIGNS[sign])
        if sign[0].isdigit():
            return Leaf("number", sign)
        if sign.isalpha():
            return Leaf("letter", sign)
        if sign in "+*/=<>()[]|,.:;!∂…":
            return Leaf("sign", sign)
        raise TexError(f"{sign} is not among the commands that lessons write")

    def tinted(self) -> Node:
        """What `\\colorbox` holds is text, with the formula between dollar signs."""
        self.take("{")
        self.take("$")
        inside = self.row(until=("$",))
        self.take("$")
        self.take("}")
        return inside

    def words(self) -> Node:
        """Upright text, which may hold formulas between dollar signs."""
        self.take("{")
        pieces: list[Node] = []
        text = ""
        while self.tokens and self.tokens[-1] != "}":
            sign = self.tokens.pop()
            if sign != "$":
                text += {r"\ ": " ", r"\,": " "}.get(sign, sign)
                continue
            pieces += [Leaf("word", text), self.row(until=("$",))]
            text = ""
            self.take("$")
        self.take("}")
        pieces += [Leaf("word", text)] if text else []
        return pieces[0] if len(pieces) == 1 else Row(tuple(pieces))

    def cells(self) -> Cells:
        if (kind := self.raw()) not in ("cases", "aligned"):
            raise TexError(f"{kind} is not among the environments that lessons write")
        rows: list[tuple] = []
        cells: list[Row] = []
        while True:
            cells.append(self.row(until=("&", r"\\", r"\end")))
            end = self.take()
            if end != "&":
                rows.append(tuple(cells))
                cells = []
            if end == r"\\" and self.peek() == "[":  # the gap below the line
                while self.take() != "]":
                    pass
            if end == r"\end":
                self.raw()
                return Cells(kind, tuple(row for row in rows if any(cell.items for cell in row)))

"""How formulas are spelled by people who type them: signs, words, and the many ways to write one name."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sympy import Idx, Symbol

from lessons.engine.algebra.indices import size_of
from lessons.engine.forms.latex import latex, name_latex
from lessons.engine.forms.letters import GREEK
from lessons.engine.forms.notation import read_name

MOST_CHARACTERS, MOST_TOKENS = 300, 240


class Unreadable(ValueError):
    """A formula that could not be read. The message is a sentence for the person who typed it."""


@dataclass(frozen=True)
class Vocabulary:
    """The names that may occur in an answer."""

    sizes: Mapping[str, tuple]  # of each array, by its name in core: "W2" → (4, 3); () for a number
    free: tuple[Idx, ...] = ()  # the indices of the answer
    usual: Mapping[str, tuple[Idx, ...]] = field(default_factory=dict)  # those meant where a name has none
    activation: str = ""  # what f stands for, where there is one activation

    def latex(self, name: str) -> str:
        """A name as it is printed, between dollar signs."""
        return f"${name_latex(name) if self.sizes[name] else latex(Symbol(name))}$"

    def all_names(self) -> str:
        return ", ".join(map(self.latex, self.sizes))

    def typed(self, name: str) -> str:
        """A name as it is typed in plain text: δ⁽²⁾ with its index is delta2_k."""
        stem = name.rstrip("0123456789")
        own = read_name(name) if self.sizes[name] else None
        word = stem if own is None or own.accent or own.partial else own.letter
        free = {size_of(i): str(i.label) for i in self.free}
        bound = next(letter for letter in "kmij" if letter not in free.values())
        usual = [str(i.label) for i in self.usual.get(name, ())] or [free.get(size, bound) for size in self.sizes[name]]
        letters = "".join(bound if letter.endswith("'") else letter for letter in usual)
        return GREEK.get(word, word).lstrip("\\") + name[len(stem) :] + (f"_{letters}" if letters else "")


SIGNS = {
    "−": "-", "–": "-", "·": "*", "⋅": "*", "∙": "*", "∗": "*", "×": "*", "⊙": "*", "∘": "*", "÷": "/", "′": "'",
    "’": "'", "´": "'", "½": "(1/2)", "⅓": "(1/3)", "¼": "(1/4)", "√": " sqrt ", "Σ": " sum ", "∑": " sum ",
    "∂": " \\partial ", "𝟙": "1", "𝟏": "1", "≠": " != ", "≥": " >= ", "≤": " <= ", "ϵ": " ε ", "χ": " I ",
}  # fmt: skip
SAME = {
    "**": "^", r"\cdot": "*", r"\times": "*", r"\odot": "*", r"\circ": "*", r"\ast": "*", r"\{": "(", r"\}": ")",
    r"\lbrack": "[", r"\rbrack": "]", r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\sum": "sum", "Sum": "sum",
    r"\lvert": "|", r"\rvert": "|", r"\vert": "|", "==": "=", r"\gt": ">", r"\lt": "<", r"\geq": ">=",
    r"\ge": ">=", r"\leq": "<=", r"\le": "<=", r"\neq": "!=", r"\ne": "!=", r"\lparen": "(", r"\rparen": ")",
}  # fmt: skip
FONTS = r"\\(?:mathbf|mathbb|mathrm|mathit|mathsf|mathnormal|operatorname\*?|text|textrm|boldsymbol|bm)(?![A-Za-z])"
UNSEEN = {
    r"\left", r"\right", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\big", r"\Big", r"\limits", r"\displaystyle",
    r"\quad", r"\qquad", "&", "~", r"\,", r"\;", r"\:", r"\!", r"\ ", r"\nolimits",
}  # fmt: skip
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.\d+|\.\d+|\d+)|(?P<word>\\[A-Za-z]+|[A-Za-z]+)"
    r"|(?P<sign>\\.|\*\*|==|>=|<=|!=|[-+*/^_(){}\[\],=<>'|&~]))"
)
DOTS = r"[\s,]*(?:\d+[\s,]*)?(?:\.{2,}|…|\\[lc]?dots)[\s,]*([A-Z0-9-]+)\s*"
TO = re.compile(rf"(=\s*\d+){DOTS}([}})])")  # sum_{n=1..N}
IN = re.compile(rf"(?:\\in\b|∈)\s*\\?\{{\s*(\d+){DOTS}\\?\}}\s*([}})])")  # sum_{n \in \{1, 2, …, N\}}
RAISED, LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹", dict(zip("₀₁₂₃₄₅₆₇₈₉₌ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789=aehijklmnoprstuvx", strict=True))
ARRAYS = re.compile(r"@|\.T\b|\.(?:sum|mean|dot|reshape)\b|\b(?:outer|einsum|matmul|dot|diag)\s*\(|axis\s*=")


class Token(NamedTuple):
    kind: str  # "number", "word", "sign" or "end"
    text: str
    joined: bool  # does it follow the one before without a gap?


def tokens(text) -> list[Token]:
    """The words, numbers and signs of a formula; raises Unreadable."""
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("Type a formula first.")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"That is longer than {MOST_CHARACTERS} characters; the answer is much shorter.")
    text = plain(text)
    if ARRAYS.search(text):
        raise Unreadable(
            "That is a line of NumPy about whole arrays. Here one entry is asked for, with its indices: "
            "A @ B is sum_k A_ik B_kj, and A.T only swaps two indices."
        )
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise Unreadable(f"The sign “{text[at:].strip()[:1]}” has no place in a formula here.")
        kind = match.lastgroup or "sign"
        word = SAME.get(match[kind], match[kind])
        if word not in UNSEEN:
            found.append(Token("word" if word == "sum" else kind, word, match.start() == match.start(kind)))
        at = match.end()
    if len(found) > MOST_TOKENS:
        raise Unreadable("That has too many symbols; the answer is much shorter.")
    return [*found, Token("end", "", False)]


def plain(text: str) -> str:
    """The same formula without fonts, raised and lowered signs and what stands around it."""
    text = text.strip().lstrip("=").rstrip(" .,;").strip("$").strip()
    text = re.sub(r"^\\[(\[]|\\[)\]]$", "", text).strip().rstrip(" .,;")
    text = TO.sub(r"\1\3^{\2}", IN.sub(r"=\1\3^{\2}", text))
    text = re.sub(r"\b(?:np|numpy|math|torch)\.", "", text)
    text = re.sub(r"\^?\s*\{?\s*((?:\\prime\b\s*)+)\}?", lambda m: "'" * m[1].count("prime"), text)
    text = re.sub(r"\^\{('+)\}", r"\1", text)
    text = re.sub(r"(?<=[a-zσφU])_prime\b", "'", text)  # sigmoid_prime, as code has it
    text = re.sub("([A-Za-z])\u0302", r"\1hat", text)
    text = re.sub(FONTS + r"\s*\{\s*([A-Za-z0-9]+)\s*\}", r" \1", text)
    text = re.sub(FONTS, " ", text)
    text = re.sub(f"⁽([{RAISED}])⁾", lambda m: f"^({RAISED.index(m[1])})", text)
    text = re.sub(f"(⁻?)([{RAISED}]+)", _raised, text)
    text = re.sub(f"[{''.join(LOWERED)}]+", _lowered, text)
    text = re.sub(r"([ᴺᴷᴴᴰ])(\^\{-1\})?", _limit, text)
    text = re.sub(f"([{''.join(letter for letter in GREEK if len(letter) == 1)}])(?=\\d)", _greek, text)
    text = "".join(SIGNS.get(c, c) for c in text)
    return "".join(f" {GREEK[c]} " if c in GREEK else c for c in text).rstrip()


def _raised(found: re.Match) -> str:
    digits = "".join(str(RAISED.index(c)) for c in found[2])
    return f"^{{-{digits}}} " if found[1] else f"^{digits} "


def _limit(found: re.Match) -> str:
    """Σₙ₌₁ᴺ ends at N, Σₙ₌₀ᴺ⁻¹ at N − 1."""
    return f"^{{{unicodedata.normalize('NFKC', found[1])}{'-1' * bool(found[2])}}} "


def _lowered(found: re.Match) -> str:
    """δ₂ₖ is delta2_k, and aᵢ is a_i."""
    letters = "".join(LOWERED[c] for c in found[0])
    layer = letters[: len(letters) - len(letters.lstrip("0123456789"))]
    rest = letters[len(layer) :]
    return layer + (f"_{{{rest}}} " if rest else " ")


def _greek(found: re.Match) -> str:
    """A letter that stays joined with the number of a layer behind it."""
    return f" {GREEK[found[1]]}"


def spellings(vocabulary: Vocabulary) -> dict[tuple[str, str], str]:
    """How each name may be typed, as {(word, layer): name}: ("delta", "2") and ("dz", "2") are both dz2."""
    found: dict = {}
    for name in vocabulary.sizes:
        found[name, ""] = name
        stem = name.rstrip("0123456789")
        layer = name[len(stem) :]
        found[stem, layer] = found[GREEK.get(stem, stem).lstrip("\\"), layer] = name
        try:
            own = read_name(name)
        except KeyError:  # a size or a constant, such as N
            continue
        word = GREEK.get(own.letter, own.letter).lstrip("\\")
        found[("d" if own.partial else "") + word + own.accent, layer] = name
    for word, name in (("epsilon", "ε"), ("eps", "ε"), ("eta", "lr"), ("alpha", "lr"), ("lam", "λ")):
        if name in vocabulary.sizes:
            found.setdefault((word, ""), name)
    bare: dict = {}
    for (word, layer), name in found.items():
        if layer:
            bare.setdefault(word, set()).add(name)
    for word, names in bare.items():  # where there is one W, nobody needs to say which
        if len(names) == 1:
            found.setdefault((word, ""), *names)
    return found

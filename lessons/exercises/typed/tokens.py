"""How formulas are spelled by people who type them: signs, words, and the many ways to write one name."""

import re
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
    "−": "-", "–": "-", "·": "*", "×": "*", "⊙": "*", "′": "'", "’": "'", "²": "^2 ", "³": "^3 ", "½": "(1/2)",
    "√": " sqrt ", "Σ": " sum ", "∑": " sum ", "∂": " \\partial ",
    **{letter: f" {word} " for letter, word in GREEK.items()},
}  # fmt: skip
SAME = {
    "**": "^", r"\cdot": "*", r"\times": "*", r"\odot": "*", r"\{": "(", r"\}": ")", r"\lbrack": "[", r"\rbrack": "]",
    r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\sum": "sum", r"\lvert": "|", r"\rvert": "|", "==": "=", r"\gt": ">",
    r"\lt": "<",
}  # fmt: skip
UNSEEN = {
    r"\left", r"\right", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\big", r"\Big", r"\limits", r"\displaystyle",
    r"\quad", "&", "~", r"\,", r"\;", r"\:", r"\!", r"\ ", r"\mathbf", r"\mathbb", r"\mathrm", r"\operatorname",
    r"\text", r"\boldsymbol", r"\nolimits",
}  # fmt: skip
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.\d+|\.\d+|\d+)|(?P<word>\\[A-Za-z]+|[A-Za-z]+)|(?P<sign>\\.|\*\*|==|[-+*/^_(){}\[\],=<>'|&~]))"
)


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
    text = re.sub("⁽([¹²³⁴-⁹])⁾", lambda m: f"^({'⁰¹²³⁴⁵⁶⁷⁸⁹'.index(m[1])})", text.strip().strip("$"))
    text = "".join(SIGNS.get(c, c) for c in text).rstrip()
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
    bare: dict = {}
    for (word, layer), name in found.items():
        if layer:
            bare.setdefault(word, set()).add(name)
    for word, names in bare.items():  # where there is one W, nobody needs to say which
        if len(names) == 1:
            found.setdefault((word, ""), *names)
    return found

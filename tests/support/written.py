"""Equations as the docstrings of core write them, read and worked out on numbers.

z = x W + b             arrays: a product of two tables is a matrix product, ⊙ goes entry by entry
z_nj = Σ_i x_ni W_ij    entries: a sum runs over an index, and an entry outside of an array is 0
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

POWERS = {"²": 2, "³": 3}
FUNCTIONS = {"log": np.log, "tanh": np.tanh, "sign": np.sign}
PROSE = re.compile(r"`|;|\b[a-z]{3,} [a-z]{2,}\b")  # two words in a row
RELATION = re.compile(r"^(\S.*?) (=|←) (\S.*)$")
WORDS = re.compile(r"log|tanh|sign|min(?=\()|max(?=_)|f′?(?=\()|e\^|Σ|½|\d+")


class NotRead(ValueError):
    """A text that is no equation of this kind."""


@dataclass(frozen=True)
class Numbers:
    """What the letters stand for: arrays by name, how far each index runs, and the axis that it runs along."""

    arrays: Mapping[str, Any]
    sizes: Mapping[str, int] = field(default_factory=dict)
    axes: Mapping[str, int] = field(default_factory=dict)
    functions: Mapping[str, Any] = field(default_factory=dict)


def equations(docstring: str) -> list[tuple[str, str, str]]:
    """(left, relation, right) of what looks like an equation: two of them on a line stand apart, and so do words."""
    found: list[tuple[str, str, str]] = []
    for line in docstring.splitlines():
        line = re.sub(r"(^|\s+)(=|←)\s+", r" \2 ", line.strip())
        for part in re.split(r"\s{2,}", line.strip()):
            part = re.split(r"\. |: |, for | where | at ", part)[0].rstrip(".")
            part = re.split(r"^[a-z]+, ", part)[-1]
            if part.startswith("=") and found:
                part = f"{found[-1][0]} {part}"
            part = re.sub(r"\s+", " ", part)
            if (hit := RELATION.match(part)) and not PROSE.search(part):
                found.append((hit[1], hit[2], hit[3]))
    return found


def worked_out(left: str, right: str, numbers: Numbers) -> np.ndarray:
    """What the right side gives, with the shape of what is on the left. Raises NotRead."""
    right, _, bound = right.partition(" with ")
    derived = RELATION.match(bound) if bound else None
    name, _, indices = left.partition("_")
    if not indices:
        return np.asarray(_Reader(right, numbers).whole({}))
    letters = [letter for letter in numbers.sizes if letter in indices + right] if derived else list(indices)
    result = np.zeros(np.shape(numbers.arrays[name]) if derived else [numbers.sizes[letter] for letter in letters])
    for at in product(*(range(numbers.sizes[letter]) for letter in letters)):
        here = dict(zip(letters, at, strict=True))
        if derived:
            here[derived[1]] = int(_Reader(derived[3], numbers).whole(here))
        result[tuple(here[letter] for letter in indices)] = _Reader(right, numbers).whole(here)
    return result


class _Reader:
    """Reads from left to right and works out at once; `at` says where the indices stand."""

    def __init__(self, text: str, numbers: Numbers):
        self.numbers = numbers
        self.signs = _signs(text, numbers)
        self.k = 0

    def whole(self, at):
        value = self.sum(at)
        if self.k < len(self.signs):
            raise NotRead(f"“{self.signs[self.k]}” is one too many")
        return value

    @property
    def next(self) -> str:
        return self.signs[self.k] if self.k < len(self.signs) else ""

    def take(self, sign: str = "") -> str:
        found = self.next
        if not found or (sign and found != sign):
            raise NotRead(f"“{sign}” is missing")
        self.k += 1
        return found

    def sum(self, at):
        value = self.term(at)
        while self.next in ("+", "−"):
            value = value + self.term(at) if self.take() == "+" else value - self.term(at)
        return value

    def term(self, at):
        left = self.next
        value = self.factor(at)
        while self.next and self.next not in ("+", "−", ")", "|", "‖", ","):
            sign = self.next
            if sign in ("⊙", "·", "/"):
                self.take()
            tables = {left, self.next} <= set(self.numbers.arrays)
            left = self.next
            other = self.factor(at)
            if sign == "/":
                value = value / other
            elif tables and sign not in ("⊙", "·") and np.ndim(value) == np.ndim(other) == 2:
                value = value @ other
            else:
                value = value * other
        return value

    def factor(self, at):
        sign = self.take()
        if sign == "−":
            return -self.factor(at)
        value = self.primary(sign, at)
        while self.next[:1] in (*POWERS, "ᵗ", "ᵀ") and self.next:
            power = self.take()
            value = value.T if power == "ᵀ" else value ** (self.numbers.arrays["t"] if power == "ᵗ" else POWERS[power])
        return value

    def primary(self, sign, at):
        numbers = self.numbers
        if sign.isdigit():
            return int(sign)
        if sign == "½":
            return 0.5
        if sign in ("(", "|", "‖"):
            value = self.sum(at)
            self.take(")" if sign == "(" else sign)
            return value if sign == "(" else abs(value) if sign == "|" else np.sqrt((value**2).sum(axis=0))
        if sign == "√":
            return np.sqrt(self.factor(at))
        if sign == "e^":
            return np.exp(self.factor(at))
        if sign == "min":
            self.take("(")
            one = self.sum(at)
            self.take(",")
            other = self.sum(at)
            self.take(")")
            return np.minimum(one, other)
        if sign in numbers.functions:
            return numbers.functions[sign](self.factor(at))
        if sign in FUNCTIONS:
            return FUNCTIONS[sign](self.factor(at))
        if sign.startswith(("Σ", "max")):
            return self.over(sign, at)
        name, _, indices = sign.partition("_")
        if name not in numbers.arrays:
            if name in at:
                return at[name]
            raise NotRead(f"nobody says what “{name}” is")
        return _entry(np.asarray(numbers.arrays[name]), [_place(one, at, numbers) for one in _split(indices)])

    def over(self, sign, at):
        """A sum, or the largest, over the indices that the sign names: of what follows it."""
        kind, _, letters = sign.partition("_")
        join = sum if kind == "Σ" else max
        begin = self.k
        body = self.signs[begin:]
        if not letters:
            return np.sum(self.term(at))
        if not any("_" in one and not one.startswith(("Σ", "max")) for one in body):
            value = self.term(at)
            return np.sum(value, axis=tuple(self.numbers.axes[letter] for letter in letters), keepdims=True)
        values = []
        for place in product(*(range(self.numbers.sizes[letter]) for letter in letters)):
            self.k = begin
            values.append(self.term({**at, **dict(zip(letters, place, strict=True))}))
        return join(values)


def _signs(text: str, numbers: Numbers) -> list[str]:
    names = sorted(numbers.arrays, key=len, reverse=True)
    found, k = [], 0
    while k < len(text):
        if text[k] == " ":
            k += 1
            continue
        word = WORDS.match(text, k)
        name = "" if word else next((one for one in names if text.startswith(one, k)), "")
        sign = word[0] if word else name or text[k]
        k += len(sign)
        if (name or sign in ("Σ", "max")) and (index := re.compile(r"_([a-z0-9,+−]+)").match(text, k)):
            sign += index[0]
            k = index.end()
        found.append(sign)
    return found


def _split(indices: str) -> list[str]:
    """`ni` are two indices, `f,c,r+p−sh` three."""
    return indices.split(",") if "," in indices else list(indices)


def _place(text: str, at: Mapping[str, int], numbers: Numbers) -> int:
    """`r+p−sh` is r + p − s · h."""
    place = 0
    for sign, letters in re.findall(r"([+−]?)([a-z0-9]+)", text):
        value = 1
        for letter in letters:
            value *= at[letter] if letter in at else int(numbers.arrays[letter])
        place += -value if sign == "−" else value
    return place


def _entry(array: np.ndarray, place: list[int]):
    """An entry, or what is left where fewer indices are given; 0 outside."""
    if any(not 0 <= one < size for one, size in zip(place, array.shape, strict=False)):
        return 0.0
    found = array[tuple(place)]
    return found.item() if found.size == 1 and place else found

"""Work out one number: an entry of a gradient of this digit, or a derived formula at given values.

A wrong number is compared with what the usual mistakes would have given, worked out from the same arrays.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, ClassVar, NamedTuple

import numpy as np
from sympy import Expr, Idx, Indexed, Sum, Symbol

from lessons.engine.algebra.indices import free_indices
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.forms.latex import latex
from lessons.engine.forms.notation import name_of
from lessons.engine.forms.powers import printed, scientific
from lessons.exercises.context import CannotAsk, Context, Verdict
from lessons.exercises.mistakes import mistakes, places
from lessons.exercises.restated import Restated, at, restated
from lessons.exercises.typed.tokens import Unreadable

ENOUGH, WHOLE = "Three significant digits are enough.", "It is a whole number."
TOLERANCE = 0.005  # relative: three significant digits
LARGEST = float(np.finfo(float).max)  # that can be typed
LONGEST = 60  # characters of a number
MOST_SHOWN = 200  # numbers that one can be asked to calculate with
SAME = (("−", "-"), ("·", "*"), ("×", "*"), (r"\cdot", "*"), (",", "."), ("{", ""), ("}", ""), (" ", ""), ("E", "e"))
NUMBER = re.compile(r"([+-]?)(\d+\.?\d*|\.\d+)(?:(?:e|[*x]10\^)\(?([+-]?\d{1,3})\)?)?(?:/(\d+\.?\d*|\.\d+))?")


class Work(NamedTuple):
    """A number to be worked out, how, and what a wrong way would come to."""

    given: str  # Markdown: the numbers to start from
    formula: str  # LaTeX: the left side, and what it is equal to
    value: float
    wrong: list[tuple[str, float]]


class Case(NamedTuple):
    """The numbers from `low` to `high`, both among them, and what to say to who typed one of them."""

    low: float
    high: float
    verdict: Verdict


class Number:
    """What the exercises that ask for a number have in common; each finds its own `work`."""

    asks: ClassVar[str] = "number"

    def find_work(self, context: Context) -> Work:
        raise NotImplementedError

    def work(self, context: Context) -> Work:
        return _work(self, context)

    def options(self, context: Context) -> tuple[str, ...]:
        return ()

    def is_whole(self) -> bool:
        """Whether what is asked for is counted."""
        return False

    def judge(self, answer: Any, context: Context) -> Verdict:
        try:
            got = read_number(answer, self.is_whole())
        except Unreadable as problem:
            return Verdict(False, str(problem), read=False)
        return next(case.verdict for case in self.cases(context) if case.low <= got <= case.high)

    def cases(self, context: Context) -> list[Case]:
        """What to say to each number that can be typed: the first case that it lies in holds."""
        work = self.work(context)
        usual = [(words, v) for words, v in work.wrong if np.isfinite(v) and not close(v, work.value)]
        return [
            _about(work.value, Verdict(True, f"Right: it is {printed(work.value, '.5g')}.")),
            Case(0.0, 0.0, Verdict(False, "Not yet: it is not zero.")),
            *(_about(value, Verdict(False, words)) for words, value in usual),
            *_elsewhere(work.value),
        ]

    def solution(self, context: Context) -> str:
        work = self.work(context)
        return f"$${work.formula} = {scientific(work.value)}$$"


def _about(value: float, verdict: Verdict) -> Case:
    """What is this number to three significant digits."""
    width = TOLERANCE * abs(value)
    return Case(value - width, value + width, verdict)


def _elsewhere(value: float) -> Iterator[Case]:
    """Every number that nothing better can be said to."""
    if value == 0:
        yield Case(-LARGEST, LARGEST, Verdict(False, "Not yet: this one is exactly zero."))
        return
    for sign, which in ((1, "right"), (-1, "wrong")):
        there = sign * value
        sizes = ((0.0, there, "too small"), (there, float(np.copysign(LARGEST, there)), "too large"))
        if sign < 0:
            yield _about(there, Verdict(False, "Not yet. The sign is wrong, the size is right."))
        for one, other, size in sizes:
            words = f"Not yet. The sign is {which}, the size is {size}."
            yield Case(min(one, other), max(one, other), Verdict(False, words))


@lru_cache(maxsize=64)
def _work(number: Number, context: Context) -> Work:
    """The work of an exercise that is shown and judged again and again is done once."""
    return number.find_work(context)


@dataclass(frozen=True)
class Entry(Number):
    """Fill in one entry of an array of core, drawn for this digit, network and seed: Entry("dW2").

    The numbers it is to be worked out from are those in its own equation, or those `given`: Entry("dz1", "z1 W2 dz2").
    More than one example makes it the mean over a mini-batch that starts with this digit.
    """

    name: str
    given: str = ""
    examples: int = 1
    varies: ClassVar[bool] = True

    def prompt(self, context: Context) -> str:
        work = self.work(context)
        seen = f"a handwritten **{context.label}**" if self.examples == 1 else f"a mini-batch of {self.examples} digits"
        asked = work.formula.split(" = ", 1)[0]
        return f"Your network has just seen {seen}.\n\n{work.given}\n\nWhat is ${asked}$? {ENOUGH}"

    def find_work(self, context: Context) -> Work:
        arrays, name = context.arrays(self.examples), context.name(self.name)
        given = [context.name(word) for word in self.given.split()] + ["N"] * (self.examples > 1)
        about = restated(context.network, name, " ".join(given))
        numbers, result = about.numbers(arrays), about.result(arrays)
        entry = _drawn(result, [numbers[word] for word in about.given if word in numbers], context.draw(self))
        wrong = list(_wrong_numbers(about, entry, numbers))
        if len(entry) == 2 and entry[0] != entry[1] and max(entry) < min(result.shape):
            words = f"That is the entry {entry[1]}, {entry[0]}: the indices are in the wrong order."
            wrong.append((words, float(result[entry[::-1]])))
        right = at(about.rhs, about.indices, entry)
        formula = f"{latex(at(about.lhs, about.indices, entry))} = {latex(right)}"
        return Work(shown(right, numbers), formula, float(result[entry]), wrong)


@dataclass(frozen=True, eq=False)
class WorkOut(Number):
    """A derived formula at given values, of letters or of arrays: WorkOut("…", p - y, {"p": 0.25, "y": 1})."""

    ask: str
    formula: Expr
    values: Mapping[str, Any]
    varies: ClassVar[bool] = False

    def prompt(self, context: Context) -> str:
        return f"{self.ask}\n\n{shown(self.formula, self.values)}\n\n{WHOLE if self.is_whole() else ENOUGH}"

    def is_whole(self) -> bool:
        """Whether whole numbers are given and a whole number is asked for: the number of a pixel."""
        given = all(isinstance(value, int) for value in self.values.values())
        return given and float(evaluate(self.formula, self.values)).is_integer()

    def find_work(self, context: Context) -> Work:
        usual = [m for m in mistakes([self.formula]) if not free_indices(m.wrong)]
        wrong = [(m.words, float(evaluate(m.wrong, self.values))) for m in usual]
        letters = {Symbol(name) for name, value in self.values.items() if np.ndim(value) == 0}  # arrays are not swapped
        for one, other in combinations(sorted(self.formula.free_symbols & letters, key=str), 2):
            swapped = {**self.values, str(one): self.values[str(other)], str(other): self.values[str(one)]}
            words = f"That is with ${latex(one)}$ and ${latex(other)}$ swapped."
            wrong.append((words, float(evaluate(self.formula, swapped))))
        return Work("", latex(self.formula), float(evaluate(self.formula, self.values)), wrong)


def _drawn(values: np.ndarray, given: list[Any], chance: np.random.Generator) -> tuple[int, ...]:
    """An entry worth the work: at least a tenth of the largest, and not a number that is printed above it.

    Where a ReLU is on, what arrives goes on as it is; then one is asked for that is off.
    """
    sizes = np.abs(values)
    if not sizes.any():
        raise CannotAsk("Every entry is zero on this digit, so there is nothing to work out. Choose another digit.")
    alike = [a for a in given if np.shape(a) == values.shape]
    printed_above = np.any([a == values for a in alike], axis=0) if alike else np.zeros(values.shape, bool)
    arrives = np.all([a != 0 for a in alike], axis=0) if alike else ~printed_above
    large = sizes >= 0.1 * sizes.max()
    for worth in (large & ~printed_above, (values == 0) & arrives & ~printed_above, large):
        if worth.any():
            return tuple(int(k) for k in chance.choice(np.argwhere(worth)))
    raise AssertionError("the largest is large")


def _wrong_numbers(about: Restated, entry: tuple[int, ...], numbers: Mapping) -> Iterator[tuple[str, float]]:
    """What each usual mistake comes to at this entry."""
    for words, wrong in mistakes(about.forms, "N" in about.given):
        with np.errstate(all="ignore"):
            yield words, float(evaluate(at(wrong, about.indices, entry), numbers))
    for part, put in places(at(about.rhs, about.indices, entry)):
        if isinstance(part, Sum) and len(part.limits) == 1:
            i = part.limits[0][0]
            one_term = put(part.function)
            if free_indices(one_term) == {i}:
                for k, value in enumerate(evaluate(one_term, numbers, (i,))):
                    which = f"That is one term of the sum, the one with ${i.label} = {k}$."
                    yield f"{which} Add up all of them.", float(value)


def shown(e: Expr, numbers: Mapping) -> str:
    """The numbers that e is made of, as Markdown: single ones as formulas, rows as NumPy to copy."""
    single, rows, count = [], [], 0
    for q in sorted(e.atoms(Indexed), key=str):
        axes = tuple(i for i in q.indices if isinstance(i, Idx))
        values = np.asarray(evaluate(q, numbers, axes))
        count += values.size
        if values.ndim == 0:
            single.append(f"${latex(q)} = {scientific(float(values))}$")
        else:
            fixed = [str(i) for i in q.indices if not isinstance(i, Idx)]
            where = ", ".join(":" if isinstance(i, Idx) else str(i) for i in q.indices)
            comment = f"  # {name_of(q)}[{where}]" if fixed else ""
            rows.append(f"{'_'.join([name_of(q), *fixed])} = np.array({_typed(values)}){comment}")
    if count > MOST_SHOWN:
        raise CannotAsk(f"This would take {count} numbers to work out. It is meant for a network with smaller layers.")
    for symbol in sorted(e.free_symbols, key=str):
        if str(symbol) in numbers and np.ndim(numbers[str(symbol)]) == 0:
            single.append(f"${latex(symbol)} = {scientific(float(numbers[str(symbol)]))}$")
    code = "```python\n" + "\n".join(rows) + "\n```" if rows else ""
    return "\n\n".join(filter(None, [" $\\quad$ ".join(single), code]))


def _typed(values: np.ndarray) -> str:
    """The numbers as they are copied into NumPy, with no minus before a zero."""
    return np.array2string(
        values + 0.0, separator=", ", formatter={"float_kind": lambda v: f"{v:.5g}"}, threshold=MOST_SHOWN
    )


def close(a: float, b: float) -> bool:
    return bool(abs(a - b) <= TOLERANCE * abs(b))


def read_number(text, whole: bool = False) -> float:
    """A number as people type it: -0.021, −2,1e-2, 2.1·10^-2, 3/4. Raises Unreadable, with an example of a `whole` one
    where such a one is asked for."""
    plain = str(text or "").strip().strip("$")
    for sign, same in SAME:
        plain = plain.replace(sign, same)
    found = NUMBER.fullmatch(plain) if len(plain) <= LONGEST else None
    if not found:
        such = "one whole number, such as 42" if whole else "one number, such as -0.0213, 2.13e-2 or 3/4"
        raise Unreadable(f"Type {such}." if plain else "Type a number first.")
    sign, digits, power, below = found.groups()
    if below and float(below) == 0:
        raise Unreadable("That divides by zero.")
    value = float(f"{digits}e{power or 0}") / float(below or 1)
    if not np.isfinite(value):
        raise Unreadable("That number is too large.")
    return -value if sign == "-" else value

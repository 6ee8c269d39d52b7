"""Derive an expression: typed by the student, compared with the derived one on passes of a real network.

Whatever equals the truth is right, however it is written: both are worked out on numbers that lie where
the quantities of a network lie, so that p really is softmax(z). A wrong answer is compared with the
usual mistakes in the same way, and hears of the one that it equals on every sample.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import ClassVar

import numpy as np
from sympy import Expr, Idx, Indexed

from core.network import Network
from lessons.engine.algebra.indices import free_indices, size_of, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.backward import Step
from lessons.engine.forms.latex import latex
from lessons.engine.forms.notation import name_of
from lessons.engine.proof.witnesses import example
from lessons.exercises.context import Context, Verdict
from lessons.exercises.derived import Derived, derived
from lessons.exercises.mistakes import mistakes
from lessons.exercises.typed.parser import read
from lessons.exercises.typed.tokens import Unreadable, Vocabulary

SAMPLES = range(4)
TOLERANCE = 1e-9  # relative to the largest entry
NOT_A_NUMBER = (
    "For some inputs that is not a number: does it divide by zero, or take the logarithm of a negative number?"
)


class NotANumber(Exception):
    """An expression has no finite value on a sample."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A derived equation, and passes to try answers on."""

    derived: Derived
    sample: Callable[[int], Mapping]  # every array of a pass, from a seed
    network: str = ""  # as text, where it is about one

    @cached_property
    def passes(self) -> list[dict]:
        return [self.derived.numbers(self.sample(seed)) for seed in SAMPLES]

    def values(self, e: Expr) -> list[np.ndarray]:
        """What e comes to on every sample; raises NotANumber."""
        found = []
        for arrays in self.passes:
            try:
                with np.errstate(all="ignore"):
                    value = np.array(evaluate(e, arrays, self.derived.indices), float)
            except OverflowError:
                raise NotANumber from None
            if not np.isfinite(value).all():
                raise NotANumber
            found.append(value)
        return found

    @cached_property
    def right(self) -> list[np.ndarray]:
        return self.values(self.derived.rhs)

    @cached_property
    def wrong(self) -> list[tuple[str, list[np.ndarray]]]:
        """What each usual mistake comes to, with what to say to it."""
        found = []
        for words, e in mistakes(self.derived.forms, "N" in self.derived.given):
            try:
                values = self.values(e)
            except NotANumber:
                continue
            if not agree(values, self.right):
                found.append((words, values))
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        used: dict = {}
        for q in (q for form in (self.derived.rhs, self.derived.named_slopes) for q in form.atoms(Indexed)):
            used.setdefault(name_of(q), set()).add(q.indices)
        usual = {name: next(iter(ways)) for name, ways in used.items() if len(ways) == 1}
        sizes = {name: self.derived.sizes[name] for name in self.derived.given}
        return Vocabulary(sizes, self.derived.indices, usual)


@lru_cache(maxsize=128)
def in_network(network: str, target: str, given: str) -> Subject:
    """The equation of `target` in a small network, in the names `given`: in_network("5-4-sigmoid-3", "dz1", "z1 W2
    dz2").

    Where N is given it is about a mini-batch, else about one digit.
    """
    built = Network.from_text(network)
    examples = 3 if "N" in given.split() else 1
    return Subject(derived(built, target, given), lambda seed: example(built, examples, seed), network)


def equation(lhs: Expr, steps: Iterable[Step], sample: Callable[[int], Mapping], given: str) -> Subject:
    """Any derived equation; `sample` makes numbers for the names `given` from a seed."""
    steps = tuple(steps)
    sizes: dict[str, tuple] = dict.fromkeys(given.split(), ())
    for q in [q for e in (lhs, *(s.expr for s in steps)) for q in e.atoms(Indexed)]:
        sizes[name_of(q)] = tuple(map(size_of, q.indices))
    return Subject(Derived(lhs, steps, steps[-1].expr, tuple(given.split()), sizes), sample)


@dataclass(frozen=True)
class Derive:
    """Type the formula. Right is whatever equals the derived one."""

    ask: str
    about: Subject
    asks: ClassVar[str] = "formula"
    varies: ClassVar[bool] = False

    def prompt(self, context: Context) -> str:
        asked, names = self.about.derived.lhs, self.about.vocabulary.all_names()
        where = f"In a network `{self.about.network}`, write" if self.about.network else "Write"
        return f"{self.ask}\n\n{where} ${latex(asked)}$ with {names}."

    def options(self, context: Context) -> tuple[str, ...]:
        return ()

    def how_to_type(self) -> str:
        """The names of this exercise as plain text."""
        words = self.about.vocabulary
        typed = {name: words.typed(name) for name in words.sizes}
        also = ["sum_k"] if any(words.sizes.values()) else []
        if z := next((text for name, text in typed.items() if name.rstrip("0123456789") == "z"), ""):
            also += [f"sigma'({z})", f"1[{z} > 0]", f"e^{z}"]
        names, others = (", ".join(f"`{text}`" for text in texts) for texts in (typed.values(), also))
        return f"Type {names}, or LaTeX." + (f" Also {others}." if others else "")

    def read(self, answer) -> Expr:
        """The formula in an answer; raises Unreadable."""
        return read(answer, self.about.vocabulary)

    def judge(self, answer, context: Context) -> Verdict:
        try:
            e = self.read(answer)
        except Unreadable as problem:
            return Verdict(False, str(problem))
        try:
            extra = sorted(free_indices(e) - set(self.about.derived.indices), key=str)
            if extra:
                return Verdict(False, self._unsummed(e, extra))
            values = self.about.values(e)
        except NotANumber:
            return Verdict(False, NOT_A_NUMBER)
        if agree(values, self.about.right):
            return Verdict(True, "Right.")
        return Verdict(False, self._hint(e, values))

    def solution(self, context: Context) -> str:
        return f"$$\n{self.about.derived.derivation()}\n$$"

    def _unsummed(self, e: Expr, extra: list[Idx]) -> str:
        letters = ", ".join(f"${i.label}$" for i in extra)
        summed = self.about.values(total(e, *extra))
        if agree(summed, self.about.right):
            return f"Almost: what you wrote still depends on {letters}. Sum over it."
        also = next(
            (f" And once you have summed: {words}" for words, wrong in self.about.wrong if agree(summed, wrong)), ""
        )
        return f"What you wrote depends on {letters}, and the answer does not. Is a sum missing?{also}"

    def _hint(self, e: Expr, values: list[np.ndarray]) -> str:
        right = self.about.right
        if all(not v.any() for v in values):
            return "That is zero, whatever the numbers are."
        for words, wrong in self.about.wrong:
            if agree(values, wrong):
                return words
        if factor := constant_ratio(values, right):
            return f"Right up to a constant factor: yours is {factor} times the answer."
        missing = sorted(str(i.label) for i in free_indices(self.about.derived.rhs) - free_indices(e))
        if missing:
            return (
                f"The answer is different for every ${missing[0]}$, and what you wrote does not depend on "
                f"${missing[0]}$."
            )
        return "Not yet. Take it one link at a time" + (
            ", and compare the indices on both sides." if self.about.derived.indices else "."
        )


def agree(a: list[np.ndarray], b: list[np.ndarray]) -> bool:
    """Are they equal on every sample, up to rounding?"""
    return all(np.abs(u - v).max() <= TOLERANCE * np.abs(v).max() for u, v in zip(a, b, strict=True))


def constant_ratio(a: list[np.ndarray], b: list[np.ndarray]) -> str:
    """The number c with a = c b on every sample, as people write it; empty if there is none."""
    u, v = (np.concatenate([value.ravel() for value in side]) for side in (a, b))
    c = float(u @ v / (v @ v))
    if not agree([u], [c * v]):
        return ""
    fraction = Fraction(c).limit_denominator(100)
    return str(fraction) if abs(fraction - c) < TOLERANCE else f"{c:.4g}"

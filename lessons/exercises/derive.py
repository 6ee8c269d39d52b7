"""Derive an expression: typed by the student, compared with the derived one on passes of a real network.

Whatever equals the truth is right, however it is written: both are worked out on numbers that lie where
the quantities of a network lie, so that p really is softmax(z). A wrong answer is compared with the
usual mistakes in the same way, and is told which of them it equals on every sample.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np
from sympy import Expr, Idx

from lessons.engine.algebra.functions import ACTIVATIONS, has_kink
from lessons.engine.algebra.indices import free_indices, total
from lessons.engine.forms.latex import latex
from lessons.exercises.context import Context, Verdict
from lessons.exercises.subject import TOLERANCE, NotANumber, Subject, agree
from lessons.exercises.typed.parser import read
from lessons.exercises.typed.tokens import Unreadable

NOT_A_NUMBER = (
    "For some inputs that is not a number: does it divide by zero, or take the logarithm of a negative number?"
)


@dataclass(frozen=True)
class Derive:
    """Type the formula. Right is whatever equals the derived one."""

    ask: str
    about: Subject
    asks: ClassVar[str] = "formula"
    varies: ClassVar[bool] = False

    def prompt(self, context: Context) -> str:
        asked, names = self.about.equation.lhs, self.about.vocabulary.all_names()
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
            also += [f"{(ACTIVATIONS[name].typed or (name,))[0]}'({z})" for name in self.about.activations]
            also += [f"1[{z} > 0]"] if any(has_kink(name) for name in self.about.activations) else []
            also += [f"e^{z}"]
        names, others = (", ".join(f"`{text}`" for text in texts) for texts in (typed.values(), also))
        return f"Type {names}, or LaTeX." + (f" Also {others}." if others else "")

    def read(self, answer) -> Expr:
        """The formula in an answer; raises Unreadable."""
        return read(answer, self.about.vocabulary)

    def judge(self, answer, context: Context) -> Verdict:
        try:
            e = self.read(answer)
        except Unreadable as problem:
            return Verdict(False, str(problem), read=False)
        try:
            extra = sorted(free_indices(e) - set(self.about.equation.indices), key=str)
            if extra:
                return Verdict(False, self._unsummed(e, extra))
            values = self.about.values(e)
        except NotANumber:
            return Verdict(False, NOT_A_NUMBER)
        if agree(values, self.about.right):
            return Verdict(True, "Right.")
        return Verdict(False, self._hint(e, values))

    def solution(self, context: Context) -> str:
        return f"$$\n{self.about.equation.aligned()}\n$$"

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
        factor = constant_ratio(values, right)
        if factor and "." not in factor and factor != "-1":  # whichever line lacks it, this says it best
            return f"Right up to a constant factor: yours is {factor} times the answer."
        for words, wrong in self.about.wrong:
            if agree(values, wrong):
                return words
        if factor:
            return f"Right up to a constant factor: yours is {factor} times the answer."
        missing = sorted(str(i.label) for i in free_indices(self.about.equation.rhs) - free_indices(e))
        if missing:
            return (
                f"The answer is different for every ${missing[0]}$, and what you wrote does not depend on "
                f"${missing[0]}$."
            )
        return "Not yet. Take it one link at a time" + (
            ", and compare the indices on both sides." if self.about.equation.indices else "."
        )


def constant_ratio(a: list[np.ndarray], b: list[np.ndarray]) -> str:
    """The number c with a = c b on every sample, as people write it; empty if there is none."""
    u, v = (np.concatenate([value.ravel() for value in side]) for side in (a, b))
    c = float(u @ v / (v @ v))
    if not agree([u], [c * v]):
        return ""
    fraction = Fraction(c).limit_denominator(100)
    return str(fraction) if abs(fraction - c) < TOLERANCE else f"{c:.4g}"

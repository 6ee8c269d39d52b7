"""A derivation is one quantity and the lines that it equals, each with the reason why."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sympy import Expr, Idx, Indexed

from lessons.engine.algebra.numbers import evaluate
from lessons.engine.forms.latex import aligned, latex


@dataclass(frozen=True)
class Step:
    """One line of a derivation, and the reason why it equals the line before."""

    expr: Expr
    why: str
    assumption: str = ""  # what it takes for granted, in words


@dataclass(frozen=True)
class Derivation:
    """lhs = each of the steps; the last one is the result."""

    lhs: Expr
    steps: tuple[Step, ...]

    @property
    def rhs(self) -> Expr:
        return self.steps[-1].expr

    @property
    def indices(self) -> tuple[Idx, ...]:
        """The free indices, one for each axis of the array on the left."""
        return self.lhs.indices if isinstance(self.lhs, Indexed) else ()

    def along(self, letter: str, values, numbers: Mapping):
        """The result at each of the values of one letter: a curve that is what was proved, and not typed again."""
        return np.array([evaluate(self.rhs, {**numbers, letter: value}, self.indices) for value in values])

    def latex(self) -> str:
        """The equation in one line."""
        return f"{latex(self.lhs)} = {latex(self.rhs)}"

    def aligned(self) -> str:
        """All its lines in LaTeX, one under the other, each with its reason."""
        return aligned(self.lhs, self.steps)

"""A derivation is one quantity and the lines that it equals, and why each follows can be read off the lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from sympy import Expr, Idx, Indexed

from lessons.engine.algebra.numbers import evaluate
from lessons.engine.forms.latex import aligned, latex
from lessons.engine.reasons.closed_list import reason


@dataclass(frozen=True)
class Step:
    """One line of a derivation."""

    expr: Expr
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

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Why each line equals the one before, and the first the left side; "" where nothing of the list is seen."""
        sides = (self.lhs, *(step.expr for step in self.steps))
        return tuple(reason(*pair, first=k == 0) for k, pair in enumerate(pairwise(sides)))

    def along(self, letter: str, values, numbers: Mapping):
        """The result at each of the values of one letter: a curve that is what was proved, and not typed again."""
        return np.array([evaluate(self.rhs, {**numbers, letter: value}, self.indices) for value in values])

    def latex(self) -> str:
        """The equation in one line."""
        return f"{latex(self.lhs)} = {latex(self.rhs)}"

    def aligned(self) -> str:
        """All its lines in LaTeX, one under the other, each with its reason."""
        return aligned(self.lhs, [step.expr for step in self.steps], self.reasons)

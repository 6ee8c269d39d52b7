"""A mean or a variance on the left of an equation, printed from the very expression whose mean it is.

Its numbers come from a list of outcomes, each with its chance: the values of a mask, all choices of signs for some
weights, the nodes of a quadrature.
"""

from typing import Any

import numpy as np
from sympy import Expr, Idx, IndexedBase, Symbol

from lessons.engine.algebra.numbers import evaluate
from lessons.engine.forms.latex import latex

CHANCES = "chances"  # the name among the numbers; where it is missing, all outcomes are equally likely


class Moment(Symbol):
    """E[e] or Var(e)."""

    of: Expr
    centred: bool

    def number(self, numbers) -> Any:
        """Its value over the outcomes, which `numbers` gives for quantities under themselves."""
        outcome = Idx("outcome", (0, max(np.size(numbers[q]) for q in numbers if isinstance(q, Expr)) - 1))
        put, arrays = {}, {}
        for k, (q, values) in enumerate((q, values) for q, values in numbers.items() if isinstance(q, Expr)):
            put[q], arrays[f"outcomes {k}"] = IndexedBase(f"outcomes {k}")[outcome], np.asarray(values)
        values = evaluate(self.of.xreplace(put), {**numbers, **arrays}, (outcome,))
        chances = numbers.get(CHANCES, np.full(len(values), 1 / len(values)))
        mean = chances @ values
        return chances @ (values - mean) ** 2 if self.centred else mean


def mean(e: Expr) -> Moment:
    """E[e]."""
    return _moment(rf"\mathbb{{E}}\left[{latex(e)}\right]", e, False)


def variance(e: Expr) -> Moment:
    """Var(e)."""
    return _moment(rf"\mathrm{{Var}}\left({latex(e)}\right)", e, True)


def _moment(text: str, e: Expr, centred: bool) -> Moment:
    found = Moment(text)
    found.of, found.centred = e, centred
    return found

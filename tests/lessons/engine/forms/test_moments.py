"""A moment is printed from the expression that is averaged, and worked out over its outcomes."""

import numpy as np
import pytest
from sympy import IndexedBase, Symbol

from lessons.engine.forms.latex import latex
from lessons.engine.forms.moments import CHANCES, mean, variance
from lessons.engine.twins.definitions import i, j

m, W = Symbol("m"), IndexedBase("W")


def test_it_is_printed_from_what_is_averaged():
    assert latex(mean(m**2)) == r"\mathbb{E}\left[m^{2}\right]"
    assert latex(variance(W[i, j])) == r"\mathrm{Var}\left(W_{ij}\right)"


def test_outcomes_count_by_their_chances():
    numbers = {m: np.array([0.0, 4.0]), CHANCES: np.array([0.75, 0.25])}
    assert mean(m).number(numbers) == pytest.approx(1)
    assert mean(m**2).number(numbers) == pytest.approx(4)
    assert variance(m).number(numbers) == pytest.approx(3)


def test_without_chances_all_are_equally_likely():
    numbers = {W[i, j]: [-2.0, 0.0, 5.0], "v": 2.0}
    assert mean(W[i, j] * Symbol("v")).number(numbers) == pytest.approx(2)
    assert variance(W[i, j]).number(numbers) == pytest.approx(np.var([-2, 0, 5]))


def test_what_has_no_outcomes_has_no_number():
    with pytest.raises(KeyError):
        variance(Symbol("elsewhere")).number({m: [0.0, 1.0]})

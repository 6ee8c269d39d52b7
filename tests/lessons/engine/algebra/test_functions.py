"""Slopes that were derived from a formula are those of core, and every row is the activation that it says."""

import numpy as np
import pytest
from sympy import lambdify

from core.activations import ACTIVATIONS as CORE
from lessons.engine.algebra.functions import (
    ACTIVATIONS,
    DEFINITIONS,
    A,
    Z,
    has_kink,
    one_sided_slopes,
    raw_slope,
    slope_from_output,
)

POINTS = np.array([-2.3, -0.7, 0.4, 1.9])


def test_there_is_a_row_for_each_activation_of_core():
    assert list(ACTIVATIONS) == list(CORE)
    typed = [word for name, row in ACTIVATIONS.items() for word in {name, *row.typed}]
    assert len(set(typed)) == len(typed)
    assert len({row.latex for row in ACTIVATIONS.values()}) == len(ACTIVATIONS)


@pytest.mark.parametrize("name", CORE)
def test_formula_and_slope_give_the_numbers_of_core(name):
    f, df = (lambdify(Z, e, "numpy") for e in (DEFINITIONS[name], raw_slope(name)))
    outputs = CORE[name].f(POINTS)
    np.testing.assert_allclose([f(z) for z in POINTS], outputs, rtol=1e-12)
    np.testing.assert_allclose([df(z) for z in POINTS], CORE[name].slope(POINTS, outputs) * 1.0, rtol=1e-12)


def test_the_slope_from_the_output_is_found_where_there_is_one():
    found = {name: e for name in CORE if (e := slope_from_output(name)) is not None}
    assert set(found) == {"identity", "sigmoid", "tanh"}
    assert str(found["sigmoid"]) == "a*(1 - a)"
    assert found["tanh"] == 1 - A**2


def test_a_kink_is_where_both_sides_differ():
    assert {name for name in CORE if has_kink(name)} == {"relu", "leaky"}
    assert one_sided_slopes("relu") == (0, 1)

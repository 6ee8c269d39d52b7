"""Bends and their slopes are core's, and layers without a bend are one layer."""

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.network import Network
from lessons.derivations.bending import curves, flatter, measured_slope
from lessons.exercises import Context


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_measured_slope_is_that_of_core(name):
    z = np.array([-2.0, -0.4, 0.7, 3.0])
    assert np.allclose(
        measured_slope(name, z), ACTIVATIONS[name].slope(z, ACTIVATIONS[name].f(z)), rtol=1e-12, atol=1e-15
    )


def test_curves_are_slopes_of_three_bends():
    sigmoid, tanh, relu = curves()
    assert (sigmoid.y.max(), tanh.y.max()) == (pytest.approx(0.25), pytest.approx(1.0))
    assert set(relu.y) == {0.0, 1.0}


def test_the_flatter_place_is_further_from_zero():
    for seed in range(20):
        asked = flatter(Context(Network.from_text("784-10"), None, np.zeros((1, 784)), np.array([0]), seed))
        sums = [abs(float(option.split()[-1])) for option in asked.options]
        assert sums[0] != sums[1]
        assert asked.right == int(sums[1] > sums[0])

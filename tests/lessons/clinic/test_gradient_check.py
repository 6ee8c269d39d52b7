"""What is said of an array in a gradient check is what its numbers are."""

import numpy as np

from lessons.clinic.gradient_check import Checked, gradient_check
from lessons.clinic.patients import BY_SLUG

RIGHT = np.array([1.0, -2.0, 0.5])


def told(analytic, numeric=RIGHT) -> str:
    return Checked("dW1", np.asarray(numeric, float), np.asarray(analytic, float), 3).told()


def test_what_is_said_of_an_array():
    assert told(RIGHT) == "agrees"
    assert told(RIGHT * (1 + 1e-9)) == "agrees"
    assert told([0, 0, 0], [0, 0, 0]) == "agrees: all of it is 0"
    assert told(8 * RIGHT) == "8 times as much, all over"
    assert told(RIGHT / 32) == "1/32 times as much, all over"
    assert told(RIGHT + np.array([0.1, 0, 0])) == "differs, by no one factor"
    assert told(RIGHT, [0, 0, 0]) == "not 0, though the loss does not depend on it"
    assert told([np.nan, 0, 0]) == "no number"


def test_an_array_is_compared_where_it_is_not_0():
    weights, bias, *_ = gradient_check(BY_SLUG["the-course"])
    assert weights.size == 784 * 16
    assert len(weights.numeric) == 600
    assert weights.analytic.all()
    assert len(bias.numeric) == 16

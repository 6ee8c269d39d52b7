"""Signs are read off a network that was trained, or that broke off."""

import numpy as np

from lessons.clinic.course import course
from lessons.clinic.patients import BY_SLUG
from lessons.clinic.signs import _different, signs


def test_the_signs_of_a_network_that_learns():
    seen = dict(signs(course(BY_SLUG["all-biases-alike"], mended=True)))
    assert seen["pixels that it learns from"] == "from 0 to 1"
    assert seen["classes that it ever answers"] == "10: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert seen["biases b1"].startswith("from ")
    assert seen["weights W1"].endswith("no two units alike")
    assert "sum of the probabilities of a digit" not in seen


def test_the_signs_of_one_that_broke_off():
    seen = dict(signs(course(BY_SLUG["one-loss-and-then-nothing"])))
    assert "parameters that are no numbers" in seen
    assert "weights W1" not in seen
    over = dict(signs(course(BY_SLUG["shared-certainty"])))
    assert "sum of the probabilities of a digit" in over


def test_units_are_alike_but_for_rounding():
    columns = np.array([[1.0, 1.0 + 1e-6, 2.0], [0.5, 0.5, 0.5]])
    assert _different(columns) == 2
    assert _different(columns[:, :2]) == 1

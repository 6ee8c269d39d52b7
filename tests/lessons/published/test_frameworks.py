"""The exact GELU and its tanh form are two functions."""

import numpy as np

from lessons.published.frameworks import NEAR, bent, exact_gelu


def test_the_two_forms_of_gelu_differ_in_the_fourth_digit():
    apart = np.abs(bent("gelu", NEAR)() - np.array(exact_gelu()))
    assert 1e-4 < apart.max() < 5e-4

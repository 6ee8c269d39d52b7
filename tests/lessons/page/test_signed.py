"""A signed number has one colour, in Python and in JavaScript."""

import numpy as np

from lessons.page.signed import signed_colours, strength

PAPER, NEGATIVE, POSITIVE = "#ffffff", "#c2570c", "#0b62b0"


def colours(*values, most=None):
    return signed_colours(values, PAPER, NEGATIVE, POSITIVE, most).tolist()


def test_the_ends_have_the_full_colours_and_zero_is_the_paper():
    assert colours(-2.0, 0.0, 2.0) == [[194, 87, 12], [255, 255, 255], [11, 98, 176]]


def test_a_tenth_of_the_largest_is_a_quarter_as_strong():
    assert abs(strength(0.1) - 10**-0.6) < 1e-15
    assert colours(0.1, most=1.0) == [[194, 216, 235]]  # 255 − 0.2512 · (244, 157, 79)


def test_what_is_larger_than_the_largest_has_no_more_than_its_colour():
    assert colours(5.0, most=1.0) == [[11, 98, 176]]


def test_what_is_no_number_is_grey_and_infinity_does_not_set_the_scale():
    assert colours(np.nan, 1.0, np.inf) == [[192, 192, 192], [11, 98, 176], [11, 98, 176]]


def test_nothing_but_zeros_is_the_paper():
    assert colours(0.0, 0.0) == [[255, 255, 255]] * 2

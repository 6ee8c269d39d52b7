"""A dense layer is told with the unit that gets most blame, and with every path to it."""

import numpy as np
import pytest

from tests.lessons.walks.networks import walk


def test_the_unit_that_is_told_of_is_the_one_with_most_blame():
    s, stops = walk("wide")
    unit = int(stops["arrives-2"].pin.split(",")[2])
    assert abs(s.one("da1")[unit]) == np.abs(s.one("da1")).max()


def test_the_lines_are_what_each_sum_hands_back():
    s, stops = walk("wide")
    (strands,) = stops["arrives-2"].scene.strands
    unit = int(stops["arrives-2"].pin.split(",")[2])
    for line in strands:
        assert line.amount == pytest.approx(s.arrays["W2"][unit, line.target] * s.one("dz2")[line.target])
    assert sum(line.amount for line in strands) == pytest.approx(s.one("da1")[unit])  # all ten are drawn


def test_a_bias_that_does_nothing_is_said_to_cancel():
    _, stops = walk("normalised")
    assert "0, for they cancel" in stops["weights-1"].says[2]
    assert "cancel" not in stops["weights-2"].says[2]

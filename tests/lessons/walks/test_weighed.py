"""A dense layer is told with the unit that gets most blame, and with every path to it."""

import re

import numpy as np
import pytest

from tests.lessons.walks.networks import walk
from tests.support.told_sums import prose


@pytest.mark.parametrize("name", ["wide", "max pool", "normalised"])
def test_the_unit_that_is_told_of_sent_something_and_has_most_blame_of_those(name):
    s, stops = walk(name)
    for key in (key for key in stops if key.startswith("arrives-")):
        wire, _, unit = stops[key].pin.removeprefix("d").split(",")
        sent, back = s.one(wire), s.one(f"d{wire}")
        assert sent[int(unit)] != 0
        assert abs(back[int(unit)]) == np.abs(back[sent != 0]).max()


def test_why_blame_turns_its_sign_is_told_where_it_does_and_nowhere_else():
    seen = set()
    for name in ("wide", "flat", "by layer", "max pool", "one unit", "distances"):
        s, stops = walk(name)
        for key in (key for key in stops if key.startswith("arrives-")):
            parts = re.findall(r"(−?[\d.]+) · −?[\d.]+ = ", prose(stops[key]))
            negative = any(part.startswith("−") for part in parts)
            assert ("turns its sign" in prose(stops[key])) is negative, (name, key)
            seen.add(negative)
    assert seen == {True, False}


def test_a_sum_that_is_told_again_says_of_whom():
    s, stops = walk("max pool")
    assert f"Take {s.said(s.wires[7], int(stops['arrives-3'].pin.split(',')[2]))}." in prose(stops["arrives-3"])
    assert re.search(r"goes into: from map \d+ at \(\d+, \d+\) to unit \d+, ", prose(stops["weights-3"]))


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

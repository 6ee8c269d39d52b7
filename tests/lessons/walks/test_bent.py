"""What occurs at an activation is told where it occurs: a flat place, a unit that is off."""

import re

import numpy as np
import pytest

from lessons.walks.bent import FLAT, dead, saturated, sigmoid
from tests.lessons.walks.networks import walk
from tests.support.told_sums import prose


def test_a_saturated_unit_is_one_whose_slope_is_next_to_nothing():
    s, stops = walk("flat")
    found = [(k, saturated(s, k)) for k in (1, 3)]
    assert any(one for _, one in found)
    for k, one in found:
        if one:
            (unit,) = one.units
            steepest = 0.25 if s.layers[k].activation == "sigmoid" else 1
            assert 0 < s.bend(k)[unit] < FLAT * steepest * 1.01
    assert any(key.startswith("flat-") for key in stops)
    assert saturated(walk("wide")[0], 1) is None


def test_what_is_off_is_crossed_and_passes_nothing():
    s, stops = walk("wide")
    sheet = stops["gate-a1"].scene.sheets[0]
    assert sheet.crossed == tuple(np.flatnonzero(s.one("z1") <= 0))
    (strands,) = stops["gate-a1"].scene.strands
    assert not {line.source for line in strands} & set(sheet.crossed)


def test_a_bend_that_is_nowhere_flat_has_no_dead_unit():
    s, _ = walk("dropped maps")
    assert dead(s, 2) is None


@pytest.mark.parametrize("name", ["distances", "flat", "by layer", "wide"])
def test_the_two_sides_of_a_bend_show_the_same_numbers_and_all_that_is_told_of(name):
    s, stops = walk(name)
    for key, stop in stops.items():
        if key.startswith("gate-"):
            left, right = stop.scene.sheets
            assert left.shown == right.shown
            for unit in map(int, re.findall(r"at unit (\d+), ", prose(stop).rpartition("So the blame")[2])):
                assert unit in left.shown


def test_the_slope_of_a_sigmoid_follows_step_by_step():
    """s = 1 + e^−z, a = 1 / s: s loses the part (1 − a) h of itself, so a gains it."""
    z, h = 0.7, 1e-6
    s, then = (1 + np.exp(-v) for v in (z, z + h))
    assert (s - then) / h == pytest.approx(s - 1, rel=1e-5)
    assert (s - then) / s / h == pytest.approx(1 - 1 / s, rel=1e-5)
    assert (1 / then - 1 / s) / h == pytest.approx((1 / s) * (1 - 1 / s), rel=1e-5)
    assert "so s loses (s − 1) h. As a part of s that is (1 − 1 / s) h, or (1 − a) h;" in sigmoid()


def test_what_is_not_wrong_is_not_called_so_where_it_is_flat():
    s, stops = walk("flat")
    text = " ".join(prose(stop) for key, stop in stops.items() if key.startswith("flat-"))
    assert "were it as wrong as can be" in text
    assert "however wrong it is" not in text

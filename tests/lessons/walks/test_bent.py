"""What occurs at an activation is told where it occurs: a flat place, a unit that is off."""

import numpy as np

from lessons.walks.bent import FLAT, dead, saturated
from tests.lessons.walks.networks import walk


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

"""A passage knows what it shows: as many units as matter, those that it must, and where each number is drawn."""

import numpy as np
import pytest

from lessons.page.stop import Box
from tests.lessons.walks.networks import walk


def test_of_a_wide_layer_the_units_that_matter_are_shown():
    s, _ = walk("wide")
    shown = s.matter("a1", (127, 3))
    assert len(shown) == 16
    assert {3, 127} <= set(shown)
    weight = np.abs(s.one("a1") * s.one("da1"))
    assert int(weight.argmax()) in shown
    assert s.sheet("a1").of == 128


def test_a_small_layer_is_shown_whole():
    s, _ = walk("max pool")
    assert s.matter("a3") == tuple(range(12))


def test_a_row_that_was_maps_is_shown_as_maps():
    s, _ = walk("max pool")
    assert s.shape_of("v2") == s.shape_of("s2")
    rows, columns = s.shape_of("s2")[1:]
    assert s.place("v2", rows * columns) == Box(1, 0, 0)
    assert s.one("v2")[rows * columns] == s.one("s2")[1, 0, 0]


def test_a_dead_unit_sends_nothing_for_anybody():
    s, stops = walk("wide")
    dead = s.dead(1)
    assert ("dead-a1" in stops) is bool(dead)
    sent = np.maximum(s.sample[1], 0)
    assert dead == [int(u) for u in np.flatnonzero(sent.max(axis=0) == 0)]


def test_what_switches_is_known_by_its_slopes():
    assert walk("wide")[0].switches(1)
    assert not walk("flat")[0].switches(1)
    assert not walk("wide")[0].switches(0)


def test_each_multiplication_is_counted_where_it_is_used():
    s, _ = walk("max pool")  # 3 filters of 25 at 784 places, 8 of 75 at 25, 12 × 8, 10 × 12
    first, others = 3 * 25 * 784, 8 * 75 * 25 + 12 * 8 + 10 * 12
    assert s.multiplications() == (first + others, first + 2 * others)


def test_every_layer_belongs_to_a_part_of_the_strip():
    s, _ = walk("mean pool")
    assert [name for _, name in s.parts] == ["digit", "conv 4", "norm", "pool", "10", "loss"]
    assert [s.part_of(k) for k in range(len(s.layers))] == [0, 1, 2, 2, 3, 3, 4]


def test_a_step_along_the_gradient_promises_no_loss_below_nothing():
    s, _ = walk("wide")
    assert s.loss - s.ahead.rate * s.squared > 0
    assert s.loss_at(s.moved(s.ahead.rate)) < s.loss
    assert s.loss_with("b2", (4,), 1e-6) == pytest.approx(s.loss + 1e-6 * s.arrays["db2"][4], abs=1e-11)

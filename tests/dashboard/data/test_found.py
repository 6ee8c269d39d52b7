"""Digits are found one by one, in the order in which they are read, and nothing else is taken for one."""

import numpy as np
import pytest

from dashboard.data.found import LIMIT, digits_on
from tests.support.photographs import ink_of

RNG = np.random.default_rng(0)


def sheet_of(places, shape=(500, 900)):
    """Test digit k at the k-th of some places."""
    return np.maximum.reduce([ink_of(k, 6, place, shape) for k, place in enumerate(places)])


def middles(found, shape=(500, 900)):
    return [((one.box[0] + one.box[2]) / 2 / shape[0], (one.box[1] + one.box[3]) / 2 / shape[1]) for one in found]


def test_digits_are_read_from_left_to_right_though_no_hand_keeps_the_line():
    places = [(0.5 + 0.08 * (-1) ** k, 0.12 + 0.19 * k) for k in range(5)]
    found = digits_on(sheet_of(places))
    np.testing.assert_allclose(middles(found), places, atol=0.04)


def test_lines_are_read_one_after_the_other():
    places = [(r, c) for r in (0.25, 0.75) for c in (0.2, 0.5, 0.8)]
    np.testing.assert_allclose(middles(digits_on(sheet_of(places))), places, atol=0.04)


def test_an_empty_page_has_no_digits_however_noisy_it_is():
    assert digits_on(np.zeros((300, 300))) == []
    assert digits_on(RNG.normal(0, 0.08, (600, 600))) == []


def test_specks_and_lines_are_no_digits():
    ink = ink_of(0)
    ink[100:106, 500:506] = 1
    ink[80:83] = 1
    ink[:, 60:63] = 1
    (found,) = digits_on(ink)
    (alone,) = digits_on(ink_of(0))
    np.testing.assert_allclose(found.box, alone.box, atol=3)


def test_a_bar_that_stands_apart_belongs_to_its_digit():
    five = np.zeros((400, 400))
    five[100:112, 190:260] = 1  # the flag
    five[122:134, 150:240] = five[122:300, 150:162] = five[288:300, 150:240] = five[200:300, 228:240] = 1
    assert len(digits_on(five)) == 1


@pytest.mark.parametrize("place", [(0.0, 0.5), (0.5, 1.0)])
def test_what_runs_along_the_edge_is_no_digit_and_a_digit_at_the_edge_is_one(place):
    ink = ink_of(0)
    ink[:, :30] = 1
    assert len(digits_on(ink)) == 1
    cut = ink_of(0, 12, place)[48 if place[0] == 0 else 0 :, :]
    assert len(digits_on(cut)) == 1


def test_neighbours_leave_nothing_in_the_cut_of_a_digit():
    one, other = digits_on(sheet_of([(0.5, 0.4), (0.5, 0.56)]))
    assert one.box[3] <= other.box[1] + 12
    (alone,) = digits_on(ink_of(0, 6, (0.5, 0.4), (500, 900)))
    assert one.ink.shape == alone.ink.shape
    np.testing.assert_allclose(one.ink, alone.ink, atol=1e-9)


def test_a_page_full_of_dots_is_read_in_bounded_steps():
    dots = np.zeros((900, 900))
    dots.reshape(225, 4, 225, 4)[:, 1:3, :, 1:3] = 1  # fifty thousand
    assert len(digits_on(dots)) <= LIMIT


def test_a_speck_inside_a_digit_is_not_cut_out_with_it():
    ink = ink_of(3)  # a ring
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    middle = int(rows.mean()), int(columns.mean())
    assert not ink[middle[0] - 20 : middle[0] + 20, middle[1] - 20 : middle[1] + 20].any()
    ink[middle[0] - 3 : middle[0] + 3, middle[1] - 3 : middle[1] + 3] = 1
    (found,) = digits_on(ink)
    assert found.ink[middle[0] - found.box[0], middle[1] - found.box[1]] == 0


def test_a_thin_digit_at_one_edge_of_the_page_is_no_line():
    seven = np.zeros((600, 600))
    seven[0:8, 100:500] = seven[0:400, 492:500] = seven[360:400, 470:500] = 1  # its foot is thick
    (found,) = digits_on(seven)
    np.testing.assert_allclose(found.box, (0, 100, 400, 500), atol=30)


def test_thin_strokes_that_fill_the_page_are_no_lines():
    seven = np.zeros((600, 600))
    seven[15:23, 60:540] = seven[15:585, 532:540] = 1
    (found,) = digits_on(seven)
    np.testing.assert_allclose(found.box, (15, 60, 585, 540), atol=30)

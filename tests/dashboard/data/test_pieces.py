"""Pieces are what a flood from any of their pixels reaches."""

import numpy as np
import pytest

from dashboard.data.pieces import boxes, grown, pieces, shrunk

RNG = np.random.default_rng(0)


def flooded(mask):
    """The same, one pixel after the other."""
    found, number = np.zeros(mask.shape, int), 0
    for start in zip(*np.nonzero(mask), strict=True):
        if found[start]:
            continue
        number, left = number + 1, [start]
        while left:
            r, c = left.pop()
            if 0 <= r < mask.shape[0] and 0 <= c < mask.shape[1] and mask[r, c] and not found[r, c]:
                found[r, c] = number
                left += [(r + i, c + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return found


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4, 0.6, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (30, 40)])
def test_pieces_are_those_of_a_flood(share, shape):
    mask = RNG.random(shape) < share
    np.testing.assert_array_equal(pieces(mask), flooded(mask))


def test_a_spiral_is_one_piece():
    mask = np.ones((41, 41), bool)
    for k in range(1, 20, 2):
        mask[k, k : 41 - k] = mask[k : 41 - k, 40 - k] = mask[40 - k, k : 41 - k] = False
        mask[k + 2 : 41 - k, k] = False
    np.testing.assert_array_equal(pieces(mask), flooded(mask))


def test_boxes_hold_their_pieces_and_nothing_more():
    found = pieces(RNG.random((30, 40)) < 0.2)
    for number, (top, left, bottom, right, size) in enumerate(boxes(found), 1):
        rows, columns = np.nonzero(found == number)
        assert (top, left, bottom, right) == (rows.min(), columns.min(), rows.max() + 1, columns.max() + 1)
        assert size == len(rows)


@pytest.mark.parametrize("by", [0, 1, 2, 5, 12])
def test_a_point_grows_to_a_square_and_shrinks_back(by):
    point = np.zeros((31, 31), bool)
    point[15, 15] = True
    square = grown(point, by)
    assert square.sum() == (2 * by + 1) ** 2
    assert square[15 - by : 16 + by, 15 - by : 16 + by].all()
    np.testing.assert_array_equal(shrunk(square, by), point)

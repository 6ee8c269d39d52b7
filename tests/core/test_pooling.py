"""Pools, against their squares written out."""

import numpy as np

from core.pooling import AveragePool, MaxPool
from tests.core.test_layers import setting


def test_pools_are_their_squares_written_out():
    _, x, _, _, _ = setting(MaxPool(2), (3, 6, 4, 2))
    squares = [
        [[[x[c, 2 * h : 2 * h + 2, 2 * w : 2 * w + 2, n] for n in range(2)] for w in range(2)] for h in range(3)]
        for c in range(3)
    ]
    np.testing.assert_array_equal(MaxPool(2).forward((), x), np.max(squares, axis=(4, 5)))
    np.testing.assert_allclose(AveragePool(2).forward((), x), np.mean(squares, axis=(4, 5)), rtol=1e-14)


def test_of_equal_pixels_the_first_takes_the_gradient():
    x, dy = np.full((1, 2, 2, 1), 3.0), np.array([5.0]).reshape(1, 1, 1, 1)
    dx = MaxPool(2).input_gradient((), x, MaxPool(2).forward((), x), dy)
    assert dx[0, :, :, 0].tolist() == [[5, 0], [0, 0]]

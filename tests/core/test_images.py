"""Rows and images hold the same numbers."""

import numpy as np

from core.images import Flatten, Image


def test_images_and_rows_are_the_same_numbers():
    x = np.arange(48.0).reshape(2, 24)
    images = Image(2, 3, 4).forward((), x)
    assert images[1, 2, 3, 0] == x[0, 1 * 12 + 2 * 4 + 3]
    np.testing.assert_array_equal(Flatten().forward((), images), x)

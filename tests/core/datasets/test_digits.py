"""Bytes become rows of numbers, and keep their scale."""

import numpy as np
import pytest

from core.datasets.digits import Scale, split


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_bytes_become_ink_from_0_to_1(dtype):
    found = split(np.arange(256, dtype=np.uint8).reshape(4, 8, 8), np.array([1, 2, 3, 0], np.uint8), dtype)
    assert found.images.shape == (4, 64)
    assert found.images.dtype == dtype
    assert (found.images.min(), found.images.max(), len(found)) == (0, 1, 4)
    assert found.images[0, 51] == dtype(51) / dtype(255)


def test_a_scale_shifts_first_and_keeps_the_precision():
    ink = np.array([[0.0, 0.5, 1.0]], np.float32)
    scaled = Scale(0.5, np.array([2.0, 2.0, 4.0])).apply(ink)
    assert scaled.tolist() == [[-1.0, 0.0, 2.0]]
    assert scaled.dtype == np.float32
    np.testing.assert_array_equal(Scale().apply(ink), ink)


@pytest.mark.parametrize("scale", [Scale(0.13, 3.2), Scale(np.linspace(0, 1, 7), np.linspace(1, 2, 7))])
def test_images_are_put_on_a_scale_where_they_are_to_the_last_bit(scale):
    ink = np.random.default_rng(0).random((2_345, 7)).astype(np.float32)
    expected, before = scale.apply(ink), ink
    scale.put(ink)
    np.testing.assert_array_equal(ink, expected)
    assert ink is before

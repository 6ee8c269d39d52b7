"""A picture's colours are its numbers."""

import numpy as np
import pytest

from dashboard.shared.palette import SIGNED_VALUE
from dashboard.shared.pictures import digit_image, signed_image, weight_tiles


def rgb(colour):
    return [int(colour[k : k + 2], 16) for k in (1, 3, 5)]


@pytest.mark.parametrize("dark", [False, True])
def test_sign_is_hue_and_size_is_strength(dark):
    image = signed_image(np.array([[-2.0, 0.0, 2.0, 1.0]]), dark)[0].astype(int)
    ground = [13, 17, 23] if dark else [255, 255, 255]
    assert image[0].tolist() == rgb(SIGNED_VALUE[0].on(dark))
    assert image[1].tolist() == ground
    assert image[2].tolist() == rgb(SIGNED_VALUE[1].on(dark))
    np.testing.assert_allclose(image[3], image[1] + 0.5**0.6 * (image[2] - image[1]), atol=0.51)


def test_nothing_but_zeros_is_the_ground():
    assert (signed_image(np.zeros((2, 2)), False) == 255).all()


def test_a_tile_is_the_column_of_its_unit():
    W = np.zeros((784, 3))
    W[28 * 5 + 7, 2] = -1.0  # row 5, column 7 of unit 2
    sheet = weight_tiles(W, columns=2, scale=2, dark=False, gap=1)
    assert sheet.shape == (2 * 57 + 1, 2 * 57 + 1, 3)
    top, left = 1 + 57 + 10, 1 + 14  # unit 2 starts the second row of tiles
    assert sheet[top, left].tolist() == sheet[top + 1, left + 1].tolist() == rgb(SIGNED_VALUE[0].light)
    assert (sheet[top + 2, left] == 255).all()


def test_a_digit_is_ink_on_paper():
    pixels = np.zeros(784)
    pixels[0] = 1.0
    image = digit_image(pixels, 2)
    assert image.shape == (56, 56)
    assert image[:2, :2].max() == 0
    assert image[2:].min() == 255

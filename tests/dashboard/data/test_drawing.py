"""What a browser sends of a drawing is a drawing, or nothing."""

import base64

import numpy as np
import pytest

from dashboard.data.drawing import read_drawing, read_levels, write_levels
from dashboard.data.shipped import unseen_digits
from tests.dashboard.components.flow.test_flow import png


def test_a_drawing_is_scaled_and_centred():
    pad = np.zeros((280, 280))
    pad[20:120, 10:30] = 255
    found = read_drawing(png(pad)).pixels.reshape(28, 28) > 0.4
    assert np.flatnonzero(found.any(axis=1))[[0, -1]].tolist() == [4, 23]


def test_an_empty_pad_and_an_image_larger_than_a_pad_are_nothing():
    assert read_drawing(png(np.zeros((280, 280)))) is None
    assert read_drawing(png(np.eye(281) * 255)) is None


@pytest.mark.parametrize("sent", [None, "", "!!!", "AAAA", "é", base64.b64encode(bytes(785)).decode(), 7])
def test_what_is_no_drawing_is_nothing(sent):
    assert read_drawing(sent) is None
    assert read_levels(sent) is None


def test_levels_come_back():
    image = unseen_digits().images[3]
    np.testing.assert_array_equal(read_levels(write_levels(image)), image)
    np.testing.assert_array_equal(
        read_levels(write_levels(3 * image - 1)), np.round(255 * np.clip(3 * image - 1, 0, 1)) / 255
    )

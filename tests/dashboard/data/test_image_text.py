"""An image in an address comes back as it was, and nothing else is taken for one."""

import base64
import zlib

import numpy as np
import pytest

from dashboard.data.image_text import LONGEST, read, write
from dashboard.data.shipped import unseen_digits


def packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(data)).decode().rstrip("=")


def test_a_digit_comes_back_level_by_level():
    for image in unseen_digits().images[:50]:
        text = write(image)
        np.testing.assert_array_equal(read(text), image)
        assert len(text) < 600


def test_noise_fits_too():
    image = np.random.default_rng(0).integers(0, 256, 784) / 255
    np.testing.assert_array_equal(read(write(image)), image)
    assert len(write(image)) <= LONGEST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "é",
        "a",
        "!!!!",
        "AAAA",
        packed(bytes(783)),
        packed(bytes(785)),
        packed(bytes(10_000_000)),
        packed(bytes(784))[:-6],
        packed(bytes(784)).replace("e", " e"),
        base64.urlsafe_b64encode(zlib.compress(bytes(784)) + b"more").decode(),
        "e" * 5_000,
    ],
)
def test_what_is_no_image_is_none(text):
    assert read(text) is None

"""Whatever scale pixels come on, the same ink comes out, and what looks odd is said."""

import numpy as np
import pytest

from core.datasets import DataError
from core.datasets.pixels import ink, rows

RNG = np.random.default_rng(0)
BYTES = np.zeros((30, 28, 28))
BYTES[:, 5:23, 5:23] = RNG.integers(0, 256, (30, 18, 18))
BYTES = BYTES.reshape(30, 784)
INK = BYTES / 255


@pytest.mark.parametrize(
    ("pixels", "says"),
    [
        (BYTES, []),
        (INK, []),
        ((INK - 0.1307) / 0.3081, ["torchvision's scale, (ink − 0.1307) / 0.3081; they are brought back"]),
        (2 * INK - 1, ["run from -1 to 1; they are brought back"]),
        (INK / 255, ["the brightest pixel is 0.0039: the pixels were divided by 255 twice"]),
        (BYTES.astype(np.uint8), []),
    ],
)
def test_scales(pixels, says):
    found, notes = ink(pixels, "a")
    np.testing.assert_allclose(found, INK, atol=2e-6)
    assert len(notes) == len(says)
    assert all(part in note for part, note in zip(says, notes, strict=True))


def test_bytes_become_the_very_numbers_that_training_has():
    assert np.array_equal(ink(BYTES.astype(np.uint8), "a")[0], BYTES.astype(np.float32) / np.float32(255))


def test_faint_pixels_and_images_all_alike_are_said():
    assert "the brightest pixel is 0.1 of 1, which is faint" in ink(0.1 * INK, "a")[1][0]
    assert "the brightest pixel is 25.5 of 255, which is faint" in ink(25.5 * INK, "a")[1][0]
    assert ink(np.repeat(INK[:1], 9, axis=0), "a")[1] == ["a: all 9 images are the same."]


@pytest.mark.parametrize("shape", [(30, 784), (30, 28, 28), (30, 1, 28, 28), (30, 28, 28, 1)])
def test_shapes(shape):
    np.testing.assert_array_equal(rows(BYTES.reshape(shape), "a"), BYTES)


def test_one_image_and_images_in_three_equal_colours():
    assert rows(BYTES[0].reshape(28, 28), "a").shape == (1, 784)
    np.testing.assert_array_equal(rows(np.repeat(BYTES.reshape(30, 28, 28, 1), 3, axis=3), "a"), BYTES)
    with pytest.raises(DataError, match="here it is 28 × 28 × 3"):
        rows(RNG.random((30, 28, 28, 3)), "a")

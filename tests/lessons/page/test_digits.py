"""Lessons that train learn from the first training digits, in double precision."""

import numpy as np

from core.datasets.mnist import read_bytes
from lessons.page.digits import first_digits


def test_they_are_the_first_ones():
    images, labels = first_digits(20)
    pixels, truth = read_bytes("train")
    np.testing.assert_allclose(images, pixels[:20].reshape(20, 784) / 255)
    assert images.dtype == np.float64
    assert labels.tolist() == truth[:20].tolist()
    assert first_digits(20)[0] is images

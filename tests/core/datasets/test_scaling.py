"""The scales that pixels can be on."""

import tracemalloc

import numpy as np
import pytest

from core.datasets.digits import Digits, Split
from core.datasets.scaling import rescaled, z_score, z_score_by_pixel
from tests.core.datasets.test_files import digits


def test_scalings():
    ink = digits("0 to 1").train.images
    np.testing.assert_array_equal(digits("1/256").train.images, np.rint(ink * 255) / 256)
    z = digits("z-score")
    assert (z.train.images.mean(), z.train.images.std()) == pytest.approx((0, 1), abs=1e-12)
    assert abs(z.test.images.mean()) > 1e-6  # fitted on the digits to learn from alone
    by_pixel = digits("z-score by pixel").train.images
    alive = ink.std(axis=0) > 0
    np.testing.assert_allclose(by_pixel[:, alive].std(axis=0), 1, rtol=1e-9)
    np.testing.assert_allclose(by_pixel.mean(axis=0), 0, atol=1e-12)
    assert not by_pixel[:, ~alive].any()


@pytest.mark.parametrize("scaling", ["0 to 1", "1/256", "z-score", "z-score by pixel"])
def test_a_scale_is_kept_to_be_used_again(scaling):
    data = digits(scaling)
    np.testing.assert_allclose(data.scale.apply(digits("0 to 1").test.images[:100]), data.test.images[:100], atol=1e-12)


def test_the_spread_is_numpys_to_the_last_bit_in_a_fraction_of_its_memory():
    ink = np.random.default_rng(0).random((5_003, 784), np.float32)
    by_pixel = ink.std(axis=0, dtype=np.float64)
    tracemalloc.start()
    assert z_score(ink).factor == 1 / float(ink.std(dtype=np.float64))
    whole = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    z_score(ink)
    assert np.array_equal(z_score_by_pixel(ink).factor, 1 / by_pixel)
    assert tracemalloc.get_traced_memory()[1] < whole / 3
    tracemalloc.stop()


def test_digits_are_put_on_a_scale_in_a_fraction_of_their_own_memory():
    """As numbers of float64 for a while, 55,000 images would take a gigabyte."""
    ink = np.random.default_rng(0).random((20_000, 784)).astype(np.float32)
    part = Split(ink, np.zeros(len(ink), int))
    some = Digits(part, Split(ink[:10].copy(), part.labels[:10]), Split(ink[:10].copy(), part.labels[:10]))
    tracemalloc.start()
    found = rescaled(some, "z-score by pixel")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.train.images is ink
    assert peak < ink.nbytes / 2

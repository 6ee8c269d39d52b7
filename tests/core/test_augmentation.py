"""Moved and bent digits: what moves where, that nothing is lost, that a key repeats it."""

import numpy as np
import pytest

from core.augmentation import AUGMENTATIONS, Elastic, Shifts
from core.datasets.digits import split
from core.datasets.mnist import read_bytes

IMAGES = split(*(part[:26] for part in read_bytes("t10k")), np.float32).images  # none of them touches the border


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_a_key_repeats_it(name):
    source, chosen = AUGMENTATIONS[name](IMAGES), np.array([4, 0, 4])
    batches = [source.batch(chosen, (0, 3, step)) for step in range(12)]
    assert all(x.shape == (3, 784) and x.dtype == np.float32 for x in batches)
    np.testing.assert_array_equal(batches[5], AUGMENTATIONS[name](IMAGES).batch(chosen, (0, 3, 5)))
    np.testing.assert_array_equal(batches[5][0], batches[5][2])
    assert any((x != batches[0]).any() for x in batches) == (name != "none")


def test_shifts_move_by_a_pixel_at_most_in_all_nine_ways():
    source, square = Shifts(IMAGES), IMAGES.reshape(-1, 28, 28)
    ways = [np.roll(square, (down, across), (1, 2)).reshape(-1, 784) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    met = set()
    for step in range(100):
        x = source.batch(np.arange(26), (0, step))
        match = [k for k, way in enumerate(ways) if (way == x).all()]
        assert len(match) == 1
        met.add(match[0])
    assert met == set(range(9))


def test_elastic_moves_by_its_strength_and_keeps_the_ink():
    source = Elastic(IMAGES)
    field = source.field((0, 1))
    assert np.sqrt((field**2).mean()) == pytest.approx(Elastic.strength)
    assert np.abs(np.diff(field, axis=1)).max() < 1.5  # neighbours move alike
    x = source.batch(np.arange(26), (0, 1))
    assert x.min() >= 0
    assert x.max() <= 1
    assert x.sum() == pytest.approx(IMAGES.sum(), rel=0.15)
    assert 0.5 < np.corrcoef(x.reshape(-1), IMAGES.reshape(-1))[0, 1] < 0.99


def test_elastic_without_strength_changes_nothing():
    source = Elastic(IMAGES)
    source.strength = 0.0
    np.testing.assert_allclose(
        source.batch(np.arange(26), (0, 1)), IMAGES, atol=2e-3
    )  # the last row and column sit at 26.999

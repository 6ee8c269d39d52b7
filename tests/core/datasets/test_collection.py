"""A collection of one's own images: what it is called by, and what a run learns from with it."""

import hashlib

import numpy as np
import pytest

from core.config import Config, ConfigError
from core.datasets import DataError, Digits, Scale, Split
from core.datasets.collection import MOST, Collection, Named, learned

RNG = np.random.default_rng(0)
OURS = Collection(RNG.integers(0, 256, (6, 784)).astype(np.uint8), np.array([0, 1, 2, 7, 8, 9], np.uint8))
SOME = Split(RNG.random((20, 784), np.float32), RNG.integers(0, 10, 20))
DIGITS = Digits(SOME, SOME, SOME, Scale(0.5, 2.0))


def config(own: Collection = OURS, name: str = "class 3b", place: str = "beside") -> Config:
    return Config("784-10", own=str(own.named(name)), own_place=place)


def test_it_is_called_by_its_content():
    named = OURS.named("class 3b")
    assert named.sha256 == hashlib.sha256(OURS.labels.tobytes() + OURS.levels.tobytes()).hexdigest()
    assert Named.read(str(named)) == named
    other = OURS.levels.copy()
    other[5, 783] ^= 1
    assert Collection(other, OURS.labels).sha256 != named.sha256
    assert Collection(OURS.levels, OURS.labels[::-1].copy()).sha256 != named.sha256


@pytest.mark.parametrize("name", ["ours", "a\n*b*<c>/../d", "", "x" * 500, "Müllers 4ª Klasse’s", "  two  spaces "])
def test_any_name_can_be_written_and_read(name):
    named = OURS.named(name)
    assert Named.read(str(named)) == named
    assert len(named.name) <= 60


@pytest.mark.parametrize(
    "text", ["ours", "0 " + "a" * 64 + " ours", f"{MOST + 1} " + "a" * 64 + " x", "6 " + "A" * 64 + " x", "6 ab ours"]
)
def test_no_other_text_names_one(text):
    with pytest.raises(ConfigError, match="A collection is written as"):
        Config("784-10", own=text)


def test_images_are_rounded_to_bytes_and_back():
    again = Collection.of(OURS.split())
    assert (again.levels == OURS.levels).all()
    assert again.sha256 == OURS.sha256
    assert OURS.split(np.float64).images.dtype == np.float64
    both = Collection.joined([OURS, again])
    assert len(both) == 12
    assert (both.labels[6:] == OURS.labels).all()


def test_a_run_learns_from_them_beside_the_digits_or_alone():
    scaled = (OURS.levels.astype(np.float32) / 255 - 0.5) * 2
    beside, alone = (learned(DIGITS, config(place=place), OURS) for place in ("beside", "alone"))
    np.testing.assert_array_equal(alone.train.images, scaled)
    np.testing.assert_array_equal(beside.train.images, np.concatenate([SOME.images, scaled]))
    assert list(beside.train.labels) == [*SOME.labels, *OURS.labels]
    assert beside.validation is SOME
    assert learned(DIGITS, Config("784-10")) is DIGITS


def test_other_images_are_refused():
    levels = OURS.levels.copy()
    levels[0, 0] ^= 1
    for wrong in (None, Collection(levels, OURS.labels)):
        with pytest.raises(DataError, match=r"images that are not here: class 3b \(6 images, SHA-256 [0-9a-f]{12}…\)"):
            learned(DIGITS, config(), wrong)


def test_labels_of_other_classes_are_refused():
    letters = Collection(OURS.levels, OURS.labels + np.uint8(1))
    with pytest.raises(DataError, match="labels up to 10, and the network has 10 classes"):
        learned(DIGITS, config(letters), letters)

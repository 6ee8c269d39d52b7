"""The data a configuration asks for, from the files it comes in."""

import gzip
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from core.config import Config
from core.datasets import DataError, load
from core.datasets.catalogue import DATASETS
from tests.core.datasets.test_idx import idx

CONFIG = Config(examples=3_000, validation=1_000)


@cache
def digits(scaling, dtype=np.float64):
    return load(replace(CONFIG, scaling=scaling), dtype=dtype)


def test_the_parts_a_configuration_asks_for():
    data = digits("0 to 1")
    assert [len(part) for part in (data.train, data.validation, data.test)] == [3_000, 1_000, 10_000]


def write(folder, name, images, labels):
    """Both parts of a data set, as its IDX files."""
    data = DATASETS[name]
    for part in (data.train, data.test):
        (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(images.shape, data=images.tobytes())))
        (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(labels.shape, data=labels.tobytes())))


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "mnist"])
def test_other_sets(name, tmp_path):
    data, rng = DATASETS[name], np.random.default_rng(0)
    images = rng.integers(0, 256, (60, 28, 28), np.uint8)
    labels = (np.arange(60) % data.classes + data.first_label).astype(np.uint8)
    write(tmp_path, name, images, labels)
    config = Config(network=f"784-{data.classes}", data=name, validation=20)
    found = load(config, tmp_path, np.float64)
    assert found.train.labels.tolist() == [n % data.classes for n in range(40)]
    upright = images.transpose(0, 2, 1) if name.startswith("emnist") else images
    np.testing.assert_allclose(found.validation.images[0] * 255, upright[40].reshape(-1))


@pytest.mark.parametrize(
    ("images", "labels", "says"),
    [
        (np.zeros((5, 28, 27), np.uint8), np.zeros(5, np.uint8), "5 × 28 × 27"),
        (np.zeros((4, 28, 28), np.uint8), np.zeros(5, np.uint8), "one for each label"),
        (np.zeros((5, 28, 28), np.uint8), np.full(5, 10, np.uint8), "0 to 9"),
        (np.zeros((5, 28, 28), np.uint8), np.zeros(5, np.uint8), "cannot be held back"),
    ],
)
def test_files_that_do_not_belong_together(images, labels, says, tmp_path):
    write(tmp_path, "kmnist", images, labels)
    with pytest.raises(DataError, match=says):
        load(Config(data="kmnist"), tmp_path)


def test_a_set_that_is_not_there():
    with pytest.raises(DataError, match="downloaded"):
        load(Config(data="kmnist"))

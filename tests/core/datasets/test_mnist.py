"""The digits: whole, in their three parts."""

import gzip

import numpy as np
import pytest

from core.config import Config
from core.datasets import load
from core.datasets.mnist import FOLDER, SHA256, read_bytes
from tests.core.datasets.test_idx import sentence


def test_three_parts():
    digits = load(Config(validation=5_000))
    assert [len(part) for part in (digits.train, digits.validation, digits.test)] == [55_000, 5_000, 10_000]
    assert digits.train.images.shape == (55_000, 784)
    assert digits.train.images.dtype == np.float32
    assert digits.train.images.min() == 0
    assert digits.train.images.max() == 1
    assert digits.test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(digits.test.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    images, _ = read_bytes("train")
    np.testing.assert_array_equal(
        digits.validation.images[0], images[55_000].reshape(-1).astype(np.float32) / np.float32(255)
    )


def test_one_changed_byte_in_mnist_is_noticed(tmp_path):
    name = "t10k-labels-idx1-ubyte"
    raw = bytearray(gzip.decompress((FOLDER / f"{name}.gz").read_bytes()))
    raw[5000] ^= 1
    path = tmp_path / f"{name}.gz"
    path.write_bytes(gzip.compress(bytes(raw)))
    assert "SHA-256" in sentence(path, sha256=SHA256[name])


@pytest.mark.parametrize("held_back", [0, 50_000])
def test_any_number_may_be_held_back(held_back):
    digits = load(Config(validation=held_back))
    assert len(digits.validation) == held_back
    assert digits.validation.images.shape == (held_back, 784)

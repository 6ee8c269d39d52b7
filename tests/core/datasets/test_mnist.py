"""The digits: whole, in their three parts; and a sentence for each way a file can be wrong."""

import gzip

import numpy as np
import pytest

from core.config import Config
from core.datasets import DataError, load, read_idx
from core.datasets.mnist import FOLDER, SHA256, read_bytes


def idx(shape, kind=8, data=None) -> bytes:
    data = bytes(int(np.prod(shape))) if data is None else data
    return bytes([0, 0, kind, len(shape)]) + b"".join(int(n).to_bytes(4, "big") for n in shape) + data


def sentence(path, **settings) -> str:
    with pytest.raises(DataError) as error:
        read_idx(path, **settings)
    assert str(error.value).endswith(".")
    assert path.name in str(error.value)
    return str(error.value)


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


def test_the_order_of_axes_and_bytes(tmp_path):
    path = tmp_path / "plain"
    path.write_bytes(idx((2, 1, 3), data=bytes([1, 2, 3, 250, 251, 252])))
    assert read_idx(path).tolist() == [[[1, 2, 3]], [[250, 251, 252]]]
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert read_idx(path).tolist() == [[[1, 2, 3]], [[250, 251, 252]]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "two zero bytes"),
        (b"\x89PNG\r\n", "two zero bytes"),
        (idx((2, 2), kind=0x0D), "0x0d"),
        (idx(()), "header"),
        (idx((2, 2))[:9], "header"),
        (idx((2, 2))[:-1], "truncated"),
        (idx((2, 2)) + b"!", "too long"),
        (idx((2**32 - 1,) * 4, data=b""), "truncated"),
        (gzip.compress(idx((9, 9)))[:-9], "truncated"),
        (b"\x1f\x8b\x08\x00 not gzip at all", "unzipped"),
        (gzip.compress(idx((9, 9)))[:-8] + bytes(8), "unzipped"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path, content, says):
    path = tmp_path / "digits.gz"
    path.write_bytes(content)
    assert says in sentence(path)


def test_missing_foreign_huge_and_not_a_file(tmp_path):
    assert "missing" in sentence(tmp_path / "none")
    path = tmp_path / "digits"
    path.write_bytes(idx((2, 2)))
    assert "SHA-256" in sentence(path, sha256="0" * 64)
    assert "more than 5" in sentence(path, limit=5)
    assert "cannot be read" in sentence(tmp_path)


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

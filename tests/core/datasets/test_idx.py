"""IDX files, and a sentence for each way one can be wrong."""

import gzip

import numpy as np
import pytest

from core.datasets import DataError, read_idx


def idx(shape, kind=8, data=None) -> bytes:
    data = bytes(int(np.prod(shape))) if data is None else data
    return bytes([0, 0, kind, len(shape)]) + b"".join(int(n).to_bytes(4, "big") for n in shape) + data


def sentence(path, **settings) -> str:
    with pytest.raises(DataError) as error:
        read_idx(path, **settings)
    assert str(error.value).endswith(".")
    assert path.name in str(error.value)
    return str(error.value)


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

"""An `.npz` is bounded by its headers, whoever reads it, and what is refused is said alike."""

import io
import zipfile

import numpy as np
import pytest

from core.datasets.archive import Archive, Refused


def archive(**arrays) -> Archive:
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    return Archive(content, any_order=True)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.array(5),
        np.array("a text"),
        np.array(["a", "bc"]),
        np.zeros((0, 3), np.float16),
        np.arange(3, dtype=">i2"),
        np.arange(3) * 1j,
    ],
    ids=str,
)
def test_every_array_of_plain_numbers_and_texts_comes_back(array):
    found = archive(one=array)
    assert found.kinds(1_000) == {"one": (array.dtype, array.shape)}
    np.testing.assert_array_equal(found.array("one"), array)
    assert found.array("one").dtype == array.dtype


def test_no_byte_is_unpacked_of_what_is_too_large_together():
    found = archive(a=np.zeros(1_000_000), b=np.zeros(1_000_000))
    with pytest.raises(Refused, match=r"unpacks to 16,000,\d+ bytes; the limit is 15,000,000\."):
        found.kinds(15_000_000)
    assert set(found.kinds(17_000_000)) == {"a", "b"}


def test_objects_are_refused_where_they_are_wanted_and_nowhere_else():
    found = archive(a=np.array([{}]), b=np.arange(3))
    assert found.kinds(10_000)["b"] == (np.arange(3).dtype, (3,))
    assert found.array("b").tolist() == [0, 1, 2]
    for read in (found.kind, found.array):
        with pytest.raises(Refused, match="holds Python objects under a, which are never unpacked"):
            read("a")


def test_what_is_no_array_is_listed():
    content = io.BytesIO()
    np.savez(content, a=np.arange(3))
    with zipfile.ZipFile(content, "a") as zipped:
        zipped.writestr("readme.txt", "hello")
    assert Archive(content).others() == ["readme.txt"]
    assert Archive(content).names() == ["a"]


@pytest.mark.parametrize("content", [b"", b"PK", b"hello" * 100])
def test_what_is_no_archive_raises_value_error(content):
    with pytest.raises(ValueError, match="directory"):
        Archive(io.BytesIO(content))

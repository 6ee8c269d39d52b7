"""Your own images: read as they are meant, and a sentence for each way in which they can be wrong."""

import tracemalloc
import zipfile

import numpy as np
import pytest

from core.datasets import DataError, read_own
from core.datasets.catalogue import DATASETS
from core.datasets.labelled import turned

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (6, 28, 28)).astype(float)
IMAGES[:, :5], IMAGES[:, -5:] = 0, 0
LABELS = np.array([3, 1, 4, 1, 5, 9])


def npz(path, **changes):
    np.savez(path, **{"images": IMAGES, "labels": LABELS, **changes})
    return path


def csv(path, lines):
    path.write_text("\n".join(lines) + "\n")
    return path


def line(label=3, pixels=None):
    return ",".join(map(str, [label, *(IMAGES[0].reshape(-1) if pixels is None else pixels)]))


@pytest.mark.parametrize("images", [IMAGES, IMAGES.reshape(6, 784), IMAGES.astype(np.uint8), IMAGES / 255])
def test_npz(tmp_path, images):
    found = read_own(npz(tmp_path / "a.npz", images=images))
    np.testing.assert_allclose(found.images, IMAGES.reshape(6, 784) / 255, rtol=1e-6)
    assert found.labels.tolist() == LABELS.tolist()


@pytest.mark.parametrize("head", [[], ["label," + ",".join(f"pixel{k}" for k in range(784))]])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_csv(tmp_path, head, between):
    lines = [text.replace(",", between) for text in (*head, line(3), "", line(7))]
    found = read_own(csv(tmp_path / "a.csv", lines))
    assert found.labels.tolist() == [3, 7]
    np.testing.assert_allclose(found.images[1], IMAGES[0].reshape(-1) / 255, rtol=1e-6)


def sentence(path) -> str:
    with pytest.raises(DataError) as error:
        read_own(path)
    assert str(error.value).endswith(".")
    assert path.name in str(error.value)
    return str(error.value)


def bad_pixel():
    images = IMAGES.copy()
    images[4, 9, 9] = np.nan
    return images


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"images": IMAGES[:, :27]}, "27 × 28"),
        ({"images": np.zeros((0, 28, 28)), "labels": np.zeros(0)}, "no images"),
        ({"labels": LABELS[:5]}, "as many labels"),
        ({"labels": LABELS.reshape(3, 2)}, "here the labels are 3 × 2"),
        ({"labels": LABELS * 1j}, "numbers"),
        ({"images": np.array(3.0)}, "a single number"),
        ({"labels": LABELS + 1}, "label 10 of image 5"),
        ({"labels": LABELS + 0.5}, "label 3.5 of image 0"),
        ({"labels": LABELS - 2}, "label -1 of image 1"),
        ({"labels": np.array(list("abcdef"))}, "the label “a” is neither a number nor the name of a class"),
        ({"labels": np.array([{}] * 6)}, "Python objects"),
        ({"images": IMAGES.reshape(6, 784).T}, "Examples stand last here"),
        ({"images": np.zeros((6, 8, 8))}, "scikit-learn"),
        ({"images": (IMAGES - 33) / 78}, "before they are standardised"),
        ({"labels": np.array([1, 2, 3, 8, 9, 10])}, "They seem to count from 1"),
        ({"labels": np.array([11, 22, 26, 15, 19, 13])}, "EMNIST's letters have labels 1 to 26"),
        ({"images": bad_pixel()}, "image 4 has a pixel"),
        ({"images": IMAGES - 1}, "from -1"),
        ({"images": IMAGES * 2}, "to 5"),
        ({"images": IMAGES * 0}, "nothing to see"),
        ({"images": 255 - IMAGES}, "negatives"),
        ({"images": IMAGES * 1j}, "numbers"),
        ({"images": np.array([{}], object)}, "plain numbers"),
    ],
)
def test_an_npz_that_cannot_be_used(tmp_path, changes, says):
    assert says in sentence(npz(tmp_path / "a.npz", **changes))


def test_an_npz_without_the_arrays(tmp_path):
    np.savez(tmp_path / "a.npz", stuff=IMAGES, labels=LABELS)
    assert "“images”; it has labels, stuff" in sentence(tmp_path / "a.npz")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken"])
def test_no_npz_at_all(tmp_path, content):
    (tmp_path / "a.npz").write_bytes(content)
    assert "damaged" in sentence(tmp_path / "a.npz")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([line(), line()[:-30]], "line 2: a label"),
        ([line(), line("three")], "line 2: something"),
        ([], "no images"),
    ],
)
def test_a_csv_that_cannot_be_used(tmp_path, lines, says):
    assert says in sentence(csv(tmp_path / "a.csv", lines))


def test_other_files(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00\x81")
    assert "not a text file" in sentence(tmp_path / "a.csv")
    (tmp_path / "a.bmp").write_bytes(b"BM")
    assert "“.bmp”" in sentence(tmp_path / "a.bmp")
    assert "does not exist" in sentence(tmp_path / "none.npz")


def test_whatever_is_damaged_in_a_file_is_a_sentence(tmp_path):
    whole = tmp_path / "whole.npz"
    np.savez_compressed(whole, images=IMAGES.astype(np.uint8), labels=LABELS)
    rng, content, refused = np.random.default_rng(0), whole.read_bytes(), 0
    for _ in range(300):
        damaged = bytearray(content)
        for _ in range(3):
            damaged[rng.integers(len(damaged))] = rng.integers(256)
        (tmp_path / "a.npz").write_bytes(damaged)
        try:
            read_own(tmp_path / "a.npz")
        except DataError:
            refused += 1
    assert refused > 250


def header_that_asks_for(path, shape):
    """An archive whose `images` say that they have this shape, with nothing behind."""
    with zipfile.ZipFile(npz(path), "a") as packed, packed.open("images.npy", "w") as part:
        np.lib.format.write_array_header_1_0(part, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return path


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("shape", [(100_000, 784), (10**9, 10**9), (-1, 784)])
def test_a_header_that_asks_for_more_than_there_is_gets_no_memory(tmp_path, shape):
    path = header_that_asks_for(tmp_path / "a.npz", shape)
    tracemalloc.start()
    assert "damaged" in sentence(path)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.npz", "a.csv"])
def test_what_unpacks_to_more_than_is_allowed_is_refused(tmp_path, name):
    path = npz(tmp_path / name) if name == "a.npz" else csv(tmp_path / name, [line()] * 6)
    with pytest.raises(DataError, match=r"unpacks to .* the limit is 30,000"):
        read_own(path, unpacked=30_000)


def test_a_line_without_an_end_is_refused(tmp_path):
    assert "has a line of 100,000 characters or more" in sentence(csv(tmp_path / "a.csv", ["1," * 100_000]))


def test_an_archive_of_many_arrays_is_told_in_a_short_sentence(tmp_path):
    path = tmp_path / "a.npz"
    np.savez(path, **{f"array{k}" * 20: 0 for k in range(300)})
    assert ", others" in sentence(path)
    assert len(sentence(path)) < 600


@pytest.mark.parametrize("kind", ["m8[s]", "M8[s]", "U3", "bool", "c16"])
def test_what_counts_nothing_is_refused(tmp_path, kind):
    assert "must be numbers" in sentence(npz(tmp_path / "a.npz", images=np.zeros((6, 784), kind)))


def test_a_table_of_nothing_is_refused_before_its_end(tmp_path):
    assert "more than 100,000 empty lines" in sentence(csv(tmp_path / "a.csv", [""] * 200_000))


def test_a_file_without_labels_has_images_and_no_score(tmp_path):
    np.savez(tmp_path / "a.npz", images=IMAGES)
    found = read_own(tmp_path / "a.npz")
    assert found.labels is None
    with pytest.raises(DataError, match=r"a\.npz has no labels, so there is no score: `chainrule predict`"):
        found.split("a.npz")


def reader(images):
    """p of a network that sees whether the ink lies above the diagonal."""
    above = np.triu(np.ones((28, 28)), 1).reshape(-1)
    return np.stack([images @ above, images @ (1 - above)], axis=1)


def test_images_that_lie_on_their_side_are_said_to_be_read_better_upright(tmp_path):
    images = np.zeros((40, 28, 28))
    images[::2, 4:9, 15:24] = images[1::2, 15:24, 4:9] = 1
    np.savez(tmp_path / "a.npz", images=images, labels=np.arange(40) % 2)
    own = read_own(tmp_path / "a.npz")
    assert turned(own, reader, "a.npz") == ""
    assert "a.npz: the images read better transposed: 100% against 0%" in turned(own.transposed(), reader, "a.npz")


def test_letters_of_emnist_count_from_1(tmp_path):
    np.savez(tmp_path / "a.npz", images=IMAGES, labels=[1, 26, 3, 4, 5, 6])
    found = read_own(tmp_path / "a.npz", DATASETS["emnist-letters"])
    assert found.labels.tolist() == [0, 25, 2, 3, 4, 5]
    assert found.notes == ("a.npz: the labels count from 1, as its makers have them; 1 is A.",)

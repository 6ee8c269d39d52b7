"""An archive is the files in it, and a folder or a name may say what a file shows."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.datasets import DataError
from core.datasets.catalogue import DATASETS
from dashboard.data import brought_files
from dashboard.data.brought_files import label_of, unpacked
from dashboard.data.shipped import unseen_digits
from dashboard.data.uploaded import read_uploaded

DIGITS = DATASETS["mnist"].names


def photograph(*numbers: int) -> bytes:
    """Test digits as dark ink on one sheet."""
    sheet = np.full((300, 300 * len(numbers)), 235, np.uint8)
    for k, n in enumerate(numbers):
        ink = np.kron(unseen_digits().images[n].reshape(28, 28), np.ones((10, 10)))
        sheet[10:290, 300 * k + 10 : 300 * k + 290] -= (180 * ink).astype(np.uint8)
    content = io.BytesIO()
    Image.fromarray(sheet).save(content, "PNG")
    return content.getvalue()


def archive(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, inside in files.items():
            zipped.writestr(name, inside)
    return content.getvalue()


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("3/anna.png", 3),
        ("class/3/anna.png", 3),
        ("class\\3\\anna.png", 3),
        ("3-anna.png", 3),
        ("3_1.png", 3),
        ("3 bert.png", 3),
        ("3/7-anna.png", 3),  # the folder is the rule that people agreed on
        ("3.png", None),
        ("31-anna.png", None),
        ("anna-3.png", None),
        ("photos/IMG_0007.jpg", None),
        ("", None),
    ],
)
def test_what_a_path_says(path, label):
    assert label_of(path, DIGITS) == label


def test_classes_have_names():
    assert label_of("coat/1.png", DATASETS["fashion-mnist"].names) == 4
    assert label_of("4/1.png", DATASETS["fashion-mnist"].names) == 4


def test_an_archive_is_its_images():
    litter = {"__MACOSX/7/._a.png": b"2", "7/._a.png": b"3", "notes.txt": b"4"}
    content = archive(**{"7/a.png": b"1", **litter, "b.JPG": b"5"})
    assert unpacked([("x.png", b"0"), ("ours.ZIP", content)]) == [("x.png", b"0"), ("7/a.png", b"1"), ("b.JPG", b"5")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no .zip archive"),
        (b"PK\x03\x04 nonsense", "not a .zip archive"),
        (archive(**{"a.txt": b"1"}), "holds no images"),
        (archive(**{"a.png": b"1" * 1000})[:-300], "not a .zip archive"),
    ],
)
def test_what_is_no_archive_is_a_sentence(content, words):
    with pytest.raises(DataError, match=words.replace("no .zip", "not a .zip")):
        unpacked([("ours.zip", content)])


def test_an_archive_is_bounded(monkeypatch):
    many = archive(**{f"{k}.png": b"1" for k in range(brought_files.IN_ARCHIVE + 1)})
    with pytest.raises(DataError, match="holds 401 images; 400 in one archive are the limit"):
        unpacked([("ours.zip", many)])
    monkeypatch.setattr(brought_files, "UNPACKED", 1_000_000)
    with pytest.raises(DataError, match="unpacks to more than 1 MB"):
        unpacked([("ours.zip", archive(**{"a.png": bytes(1_000_001)}))])


def test_the_images_of_an_archive_come_with_what_their_folders_say():
    content = archive(**{"7/a.png": photograph(0), "b.png": photograph(2), "1/two.png": photograph(0, 2)})
    found = read_uploaded([("ours.zip", content)])
    assert found.labels is None
    assert found.said == (7, None, None, None)  # of a sheet with more than one digit a folder says nothing
    assert [name.partition(",")[0] for name in found.names] == ["7_a.png", "b.png", "1_two.png", "1_two.png"]
    assert found.faults == ()

"""A folder is read whole: one bad file spoils no other, and what is passed over is named."""

import numpy as np
import pytest

from core.datasets import DataError
from core.datasets.catalogue import DATASETS
from dashboard.data.folders import is_litter, listed, read_folder
from dashboard.data.shipped import unseen_digits
from tests.support.photographs import image as image_of
from tests.support.photographs import ink_of, on, photograph, saved


@pytest.fixture
def mine(tmp_path):
    """Four digits as a Mac zips them."""
    for n in range(4):
        folder = tmp_path / str(unseen_digits().labels[n])
        folder.mkdir()
        (folder / f"{n}.png").write_bytes(saved(photograph("paper 200, ink 60", n)))
        (folder / f"._{n}.png").write_bytes(b"\0\x05\x16\x07")
    (tmp_path / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (tmp_path / "0" / "Thumbs.db").write_bytes(b"\xd0\xcf")
    return tmp_path


def test_what_a_system_left_is_passed_over_and_named(mine):
    found = read_folder(mine)
    assert found.own.labels.tolist() == sorted(unseen_digits().labels[:4])
    assert found.faults == ()
    (note,) = found.own.notes
    assert note.startswith(f"Passed over in {mine.name}, as no images: 0/._3.png, 0/Thumbs.db, 1/._2.png")
    assert note.endswith("and 1 more.")


def test_a_bad_file_is_named_and_the_others_are_read(mine):
    (mine / "0" / "bad.png").write_bytes(b"no image")
    page = np.maximum(ink_of(0, 6, (0.5, 0.25)), ink_of(2, 6, (0.5, 0.75)))
    (mine / "1" / "two.png").write_bytes(saved(image_of(on(230, 40, page))))
    found = read_folder(mine)
    assert len(found.own) == len(found.files) == 4
    assert found.faults == (
        "0/bad.png is not an image that can be read, or it is damaged.",
        "1/two.png shows 2 digits, and one label: it was left out.",
    )


def test_a_folder_without_images_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="has no folders “0” to “9” with images"):
        read_folder(tmp_path)
    (tmp_path / "3").mkdir()
    (tmp_path / "3" / "a.png").write_bytes(b"")
    with pytest.raises(DataError, match=r"3/a\.png is not an image"):
        read_folder(tmp_path)


def test_a_folder_is_called_by_its_class_or_the_number_of_it(tmp_path):
    for folder in ("A", "2", "c"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.png").write_bytes(saved(photograph("paper 255, ink 0", 0)))
    assert read_folder(tmp_path, DATASETS["emnist-letters"]).own.labels.tolist() == [0, 2]


def test_litter_is_known_by_its_name():
    assert all(map(is_litter, ["._a.png", ".DS_Store", "Thumbs.db", "desktop.ini"]))
    assert not any(map(is_litter, ["a.png", "_a.png", ".a.png"]))


def test_few_names_are_listed_and_many_are_counted():
    assert listed(["a", "b"]) == "a, b"
    assert listed([str(k) for k in range(2_000)]) == "0, 1, 2, 3, 4 and 1,995 more"

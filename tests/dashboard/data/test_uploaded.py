"""What comes through a browser is read file by file, or refused in a sentence."""

import numpy as np
import pytest

from core.datasets import DataError
from dashboard.data.shipped import trained, unseen_digits
from dashboard.data.uploaded import read_uploaded
from tests.support.hostile_files import npz
from tests.support.photographs import image, ink_of, on, photograph, saved

PHOTO = saved(photograph("paper 255, ink 0", 0))


def test_images_are_read_one_by_one_and_a_bad_one_is_a_sentence():
    found = read_uploaded([("../my 7.png", PHOTO), ("b.jpg", b"no image"), ("c.png", PHOTO), ("._c.png", b"")])
    assert found.names == (".._my 7.png", "c.png")
    assert found.labels is None
    assert np.abs(found.levels[0] / 255 - unseen_digits().images[0]).mean() < 0.03
    assert found.faults == ("b.jpg is not an image that can be read, or it is damaged.",)
    assert found.notes == ("._c.png was passed over: a computer put it there.",)
    assert [name for name, _ in found.photographs] == list(found.names)


def test_each_digit_of_a_sheet_can_be_looked_at():
    page = np.maximum(ink_of(0, 6, (0.5, 0.25)), ink_of(2, 6, (0.5, 0.75)))
    found = read_uploaded([("sheet.png", saved(image(on(230, 40, page))))])
    assert found.names == ("sheet.png, digit 1", "sheet.png, digit 2")
    run = trained()
    p = run.network.predict(run.theta, found.levels.astype(np.float32) / 255)
    assert p.argmax(axis=1).tolist() == unseen_digits().labels[[0, 2]].tolist()


def test_a_set_keeps_its_labels():
    digits = unseen_digits()
    found = read_uploaded([("set.npz", npz(images=digits.images[:5], labels=digits.labels[:5]))])
    np.testing.assert_array_equal(found.levels / 255, digits.images[:5])
    np.testing.assert_array_equal(found.labels, digits.labels[:5])
    line = ",".join(["3", *["0"] * 700, *["255"] * 84])
    assert read_uploaded([("SET.CSV", line.replace("0,0", "0,9", 1).encode())]).labels == [3]


def test_a_table_without_labels_numbers_its_images_and_one_that_looks_odd_says_so():
    images = unseen_digits().images[:3]
    found = read_uploaded([("set.npz", npz(images=images))])
    assert found.labels is None
    assert found.names == ("image 1", "image 2", "image 3")
    (note,) = read_uploaded([("set.npz", npz(images=images, labels=np.zeros(3)))]).notes
    assert note == "set.npz: all 3 labels are 0."


SET = npz(images=np.eye(900, 784), labels=np.zeros(900))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("a.png", PHOTO)] * 41, "These are 41 files; the limit is 40 at once"),
        ([("a.png", PHOTO), ("b.npz", b"")], "b.npz holds labelled images; choose it alone"),
        ([("b.npz", b"")], "b.npz is not an .npz file"),
        ([("b.npz", npz(images=np.zeros((100_000, 784)), labels=np.zeros(100_000)))], "unpacks to 628,"),
        (
            [("b.npz", npz(images=np.eye(20_000, 784, dtype=np.uint8), labels=np.zeros(20_000)))],
            "holds 20,000 images; the limit here is 10,000",
        ),
        ([("b.npz", npz(images=np.eye(9, 784), labels=np.full(9, 10)))], "label 10 of image 0"),
        ([("b.npz", npz(images=np.eye(9, 784), labels=np.zeros(9))[:-30])], "damaged"),
        ([("b.npz", SET[:300] + bytes(50) + SET[350:])], "damaged"),
        ([("b.csv", b"1,2,3")], "make 785 numbers"),
    ],
)
def test_what_cannot_be_uploaded_is_a_sentence(files, words):
    with pytest.raises(DataError, match=words):
        read_uploaded(files)


def test_an_archive_with_a_directory_of_any_length_is_a_sentence():
    arrays = {f"a{k}": 0 for k in range(5_000)}
    with pytest.raises(DataError, match="or it is damaged"):
        read_uploaded([("b.npz", npz(images=np.eye(9, 784), labels=np.zeros(9), **arrays))])


@pytest.mark.parametrize("name", ["", ".", "..", "...", " ", "/", "//"])
def test_a_file_without_a_name_is_read_like_any_other(name):
    assert len(read_uploaded([(name, PHOTO)]).levels) == 1

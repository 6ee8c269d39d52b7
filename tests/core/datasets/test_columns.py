"""A table says by its names or by its numbers which columns are pixels, label and index, or is refused."""

import numpy as np
import pytest

from core.datasets import DataError
from core.datasets.catalogue import DATASETS
from core.datasets.labelled import read_own

RNG = np.random.default_rng(0)
COUNT = 25
IMAGES = np.zeros((COUNT, 28, 28), int)
IMAGES[:, 5:23, 5:23] = RNG.integers(0, 256, (COUNT, 18, 18))
IMAGES = IMAGES.reshape(COUNT, 784)
LABELS = RNG.integers(0, 10, COUNT)
PIXELS = [f"pixel{k}" for k in range(784)]
INDEX = np.arange(COUNT)


def text(columns, head=None, between=",", decimals="."):
    lines = [between.join(head)] if head else []
    for row in zip(*columns, strict=True):
        cells = [str(cell) for part in row for cell in (part if np.ndim(part) else [part])]
        lines.append(between.join(cell.replace(".", decimals) for cell in cells))
    return "\n".join(lines) + "\n"


def read(tmp_path, content, data="mnist"):
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    return read_own(tmp_path / "a.csv", DATASETS[data])


AS_PEOPLE_HAVE_THEM = {
    "Kaggle's train.csv": text([LABELS, IMAGES], ["label", *PIXELS]),
    "OpenML's, its class last": text([IMAGES, LABELS], [*PIXELS, "class"]),
    "OpenML's without names": text([IMAGES, LABELS]),
    "the label first, without names": text([LABELS, IMAGES]),
    "pandas' with its index": text([INDEX, LABELS, IMAGES], ["", "label", *PIXELS]),
    "an index without a name": text([INDEX, LABELS, IMAGES]),
    "an index and the class last": text([INDEX, IMAGES, LABELS], ["id", *PIXELS, "class"]),
    "an index from 1 and the class last, without names": text([INDEX + 1, IMAGES, LABELS]),
    "names in quotes": text([LABELS, IMAGES], [f'"{name}"' for name in ("Label", *PIXELS)]),
    "semicolons": text([LABELS, IMAGES], ["label", *PIXELS], ";"),
    "spaces, as np.savetxt leaves them": text([LABELS / 1.0, IMAGES / 255], None, " "),
    "German decimals": text([LABELS, IMAGES / 255], ["label", *PIXELS], ";", ","),
    "German decimals without names": text([LABELS / 1.0, IMAGES / 255], None, ";", ","),
    "words for labels": text([[f"'{k}'" for k in LABELS], IMAGES], ["label", *PIXELS]),
    "numerals for labels, last": text(
        [
            IMAGES,
            [(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])[k] for k in LABELS],
        ]
    ),
    "an index and words": text([INDEX, [f"b'{k}'" for k in LABELS], IMAGES]),
}


@pytest.mark.parametrize("kind", AS_PEOPLE_HAVE_THEM)
def test_a_table_is_read_as_it_is_meant(tmp_path, kind):
    found = read(tmp_path, AS_PEOPLE_HAVE_THEM[kind])
    np.testing.assert_allclose(found.images, IMAGES / 255, atol=1e-6)
    assert found.labels.tolist() == LABELS.tolist()


@pytest.mark.parametrize("head", [None, PIXELS])
def test_kaggles_test_csv_has_no_labels(tmp_path, head):
    found = read(tmp_path, text([IMAGES], head))
    np.testing.assert_allclose(found.images, IMAGES / 255, atol=1e-6)
    assert found.labels is None
    assert found.notes == ()


def test_an_index_alone_is_no_label(tmp_path):
    found = read(tmp_path, text([INDEX, IMAGES]))
    assert found.labels is None
    assert found.notes == ("a.csv: its first column counts the lines and is passed over.",)


def test_labels_all_alike_are_read_and_said(tmp_path):
    found = read(tmp_path, text([0 * LABELS, IMAGES]))
    assert found.labels.tolist() == [0] * COUNT
    assert found.notes == (f"a.csv: all {COUNT} labels are 0.",)


def test_a_class_that_stands_last_without_a_name_is_said(tmp_path):
    assert read(tmp_path, text([IMAGES, LABELS])).notes == (
        "a.csv: the last column is taken for the label, as it alone can be.",
    )


def test_letters_are_labels_of_letters(tmp_path):
    letters = [chr(65 + k) for k in LABELS]
    assert read(tmp_path, text([letters, IMAGES]), "emnist-letters").labels.tolist() == LABELS.tolist()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (text([RNG.random((COUNT, 2)), IMAGES]), "which of the others is the label cannot be told. Name the columns"),
        (text([LABELS, LABELS, LABELS, IMAGES]), "line 1: a label and 784 pixels make 785 numbers; there are 787."),
        (text([LABELS[:1], IMAGES[:1]]) + "1,2\n", "line 2: .*; there are 2, and 785 in the lines before."),
        (text([IMAGES, ["a"] * COUNT, IMAGES]), "line 1"),
    ],
)
def test_what_cannot_be_told_is_a_sentence(tmp_path, content, says):
    with pytest.raises(DataError, match=says):
        read(tmp_path, content)

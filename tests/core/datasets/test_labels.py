"""Labels are numbers of classes, however they are written."""

import numpy as np
import pytest

from core.datasets import DataError
from core.datasets.catalogue import FASHION
from core.datasets.labels import classes, numbers

LABELS = np.array([3, 1, 4, 1, 5, 9])
WORDS = ["three", "one", "four", "one", "five", "nine"]


@pytest.mark.parametrize(
    "labels",
    [
        LABELS,
        LABELS / 1.0,
        LABELS[:, None],
        LABELS[None],
        np.eye(10)[LABELS],
        np.eye(10, dtype=bool)[LABELS],
        LABELS.astype(str),
        (LABELS / 1.0).astype(str),
        LABELS.astype(bytes),
        np.array(WORDS),
        np.array([f"b'{k}'" for k in LABELS]),
    ],
)
def test_labels_in_every_form(labels):
    assert classes(numbers(labels, 6, "a"), "a")[0].tolist() == LABELS.tolist()


def test_names_of_classes_are_labels():
    assert numbers(np.array(["Sandal", "bag"]), 2, "a", FASHION).tolist() == [5, 8]
    with pytest.raises(DataError, match="the label “hat” is neither a number nor the name of a class, such as"):
        numbers(np.array(["hat", "bag"]), 2, "a", FASHION)


def test_two_columns_that_are_not_one_of_ten_are_a_sentence():
    with pytest.raises(DataError, match="6 images need as many labels in one row"):
        numbers(np.ones((6, 10)), 6, "a")

"""The sets of images there are."""

import pytest

from core.datasets.catalogue import DATASETS


@pytest.mark.parametrize("data", DATASETS.values(), ids=DATASETS)
def test_its_classes_have_names_of_their_own(data):
    assert data.classes == len(set(data.names))
    assert all(data.names)


def test_letters_are_counted_from_1():
    assert {name for name, data in DATASETS.items() if data.first_label} == {"emnist-letters"}

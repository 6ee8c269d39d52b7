"""Archives carry the names that Keras, scikit-learn and NumPy give their arrays."""

import numpy as np
import pytest

from core.datasets import DataError, read_own

RNG = np.random.default_rng(0)
IMAGES = np.zeros((6, 28, 28), np.uint8)
IMAGES[:, 5:23, 5:23] = RNG.integers(0, 256, (6, 18, 18))
LABELS = np.array([3, 1, 4, 1, 5, 9])


@pytest.mark.parametrize(
    "names",
    [("images", "labels"), ("x_test", "y_test"), ("X", "y"), ("data", "target"), ("test_images", "test_labels")],
)
def test_arrays_go_by_many_names(tmp_path, names):
    np.savez(tmp_path / "a.npz", **dict(zip(names, (IMAGES, LABELS), strict=True)))
    found = read_own(tmp_path / "a.npz")
    assert found.labels.tolist() == LABELS.tolist()
    assert found.notes == ()


def test_of_keras_mnist_the_test_digits_are_read_and_that_is_said(tmp_path):
    np.savez(tmp_path / "a.npz", x_train=IMAGES[:2], y_train=LABELS[:2], x_test=IMAGES, y_test=LABELS)
    found = read_own(tmp_path / "a.npz")
    assert len(found) == 6
    assert found.notes == ("a.npz: of its arrays `x_test` and `y_test` are read.",)


def test_arrays_without_names_are_read_in_order(tmp_path):
    np.savez(tmp_path / "a.npz", IMAGES, LABELS)
    assert read_own(tmp_path / "a.npz").labels.tolist() == LABELS.tolist()


def test_labels_that_are_missing_beside_other_arrays_are_asked_for(tmp_path):
    np.savez(tmp_path / "a.npz", X=IMAGES, answers=LABELS)
    with pytest.raises(DataError, match="has no array “y”; it has X, answers"):
        read_own(tmp_path / "a.npz")

"""MNIST's form: 20 × 20 pixels of ink with the centre of mass in the middle of 28 × 28."""

import numpy as np
import pytest

from core.datasets import DataError
from dashboard.data.normalised import centred, is_normalised
from dashboard.data.shipped import unseen_digits


def test_the_digits_of_mnist_are_in_this_form():
    assert all(is_normalised(image) for image in unseen_digits().images[:1_000].reshape(-1, 28, 28))


@pytest.mark.parametrize(("down", "right"), [(-2, 0), (0, -2), (-3, 3)])
def test_a_digit_off_the_centre_is_not_and_is_moved_back(down, right):
    image = unseen_digits().images[0].reshape(28, 28)
    moved = np.roll(image, (down, right), (0, 1))
    assert not is_normalised(moved)
    assert np.abs(centred(moved, "it", least=0.02).pixels.reshape(28, 28) - image).mean() < 0.01


def test_a_drawing_is_scaled_and_centred_by_its_mass():
    ink = np.zeros((300, 500))
    ink[20:100, 30:50] = 1  # a bar in the upper left corner
    found = centred(ink, "it")
    digit = found.pixels.reshape(28, 28)
    rows, columns = np.flatnonzero(digit.max(axis=1) > 0.5), np.flatnonzero(digit.max(axis=0) > 0.5)
    assert (len(rows), len(columns)) == (20, 5)
    assert (digit.sum(axis=1) @ np.arange(28)) / digit.sum() == pytest.approx(13.5, abs=0.6)
    assert found.scale == 4
    assert found.top + found.scale * rows[0] == pytest.approx(20)
    assert found.left + found.scale * columns[0] == pytest.approx(30)


def test_what_fills_its_image_as_garments_do_is_centred_by_its_box():
    ink = np.zeros((100, 100))
    ink[10:66, 20:48] = np.linspace(1, 0.3, 56)[:, None]
    digit = centred(ink, "it", box=28).pixels.reshape(28, 28)
    assert (digit.max(axis=1) > 0.1).all()
    assert np.flatnonzero(digit.max(axis=0) > 0.1).tolist() == list(range(7, 21))
    assert is_normalised(digit, box=28)
    assert not is_normalised(digit)


def test_no_ink_is_a_sentence():
    with pytest.raises(DataError, match=r"it is blank: there is no ink on it\."):
        centred(np.zeros((28, 28)), "it")

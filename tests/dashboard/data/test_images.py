"""Photographs and drawings become what MNIST's digits are, and are read as the digits that they show."""

import io

import numpy as np
import pytest
from PIL import Image

from core.datasets import DataError
from dashboard.data.images import digits_in, read_image
from dashboard.data.picture import Picture
from dashboard.data.shipped import trained, unseen_digits
from tests.support.photographs import ENLARGED, KINDS, ink_of, on, photograph, saved


def guesses(stages) -> list[int]:
    run = trained()
    images = np.array([digit.pixels for digit in stages.digits], np.float32)
    return run.network.predict(run.theta, images).argmax(axis=1).tolist()


def read(levels, **more):
    return digits_in(Picture(np.asarray(levels, float)), "it", **more)


@pytest.mark.parametrize("kind", KINDS)
def test_a_photograph_of_every_kind_is_read(kind, tmp_path):
    for n in (3,):  # a 0; `python -m tests.benchmarks photographs` reads forty of each kind
        (tmp_path / "a.jpg").write_bytes(saved(photograph(kind, n), "JPEG", quality=92))
        assert guesses(read_image(tmp_path / "a.jpg")) == [unseen_digits().labels[n]]


def test_what_is_found_lies_where_the_digit_is():
    page = ink_of(0)
    stages = read(on(200, 60, page))
    rows, columns = np.flatnonzero(page.any(axis=1)), np.flatnonzero(page.any(axis=0))
    expected = rows[0], columns[0], rows[-1] + 1, columns[-1] + 1
    np.testing.assert_allclose(stages.boxes[0], expected, atol=2 * ENLARGED)
    digit = stages.digits[0]
    np.testing.assert_allclose([digit.top, digit.left], [300 - 14 * ENLARGED] * 2, atol=2 * ENLARGED)
    assert digit.scale == pytest.approx(ENLARGED, rel=0.1)
    assert np.abs(stages.ink - 0.7 * page).max() < 0.05
    assert np.abs(digit.pixels - unseen_digits().images[0]).mean() < 0.03


def test_a_digit_of_mnist_is_taken_as_it_is_on_black_or_on_white():
    digit = unseen_digits().images[3]
    for levels in (255 * digit.reshape(28, 28), 255 - 255 * digit.reshape(28, 28)):
        stages = read(levels)
        assert stages.kept
        np.testing.assert_allclose(stages.digits[0].pixels, digit)


@pytest.mark.parametrize("dark", [True, False])
def test_a_digit_painted_off_the_centre_of_28_by_28_is_normalised_and_that_is_said(dark):
    right = 0
    for n in range(20):
        image = 255 * unseen_digits().images[n].reshape(28, 28)
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        moved = np.roll(image, (-rows[0], 27 - columns[-1]), (0, 1))
        stages = read(255 - moved if dark else moved)
        assert not stages.kept
        assert "its digit is scaled and centred" in stages.notes[0]
        right += guesses(stages) == [unseen_digits().labels[n]]
    assert right >= 19


def test_a_garment_fills_its_image_and_is_taken_as_it_is():
    garment = np.pad(np.full((28, 20), 180.0), ((0, 0), (4, 4)))
    stages = read(garment, box=28)
    assert stages.kept
    np.testing.assert_allclose(stages.digits[0].pixels.reshape(28, 28), garment / 255)


def test_a_picture_that_was_cut_to_its_digit_is_read():
    right = 0
    for n in range(20):
        image = unseen_digits().images[n].reshape(28, 28)
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        cut = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        right += guesses(read(255 - 255 * np.kron(cut, np.ones((8, 8))))) == [unseen_digits().labels[n]]
    assert right >= 18


def test_digits_on_one_sheet_are_read_from_left_to_right():
    page = np.maximum.reduce([ink_of(n, 6, (0.5, 0.1 + 0.2 * n), (260, 1_100)) for n in range(5)])
    stages = read(on(205, 60, page))
    assert guesses(stages) == unseen_digits().labels[:5].tolist()
    assert stages.notes == ("it shows 5 digits; they are read from left to right.",)


def test_digits_that_touch_are_asked_to_be_written_apart():
    page = np.maximum(ink_of(0, 8, (0.5, 0.3)), ink_of(4, 8, (0.5, 0.7)))
    page[300:312, 180:420] = 1
    assert "much wider than tall. If digits touch, write them apart." in read(on(205, 60, page)).notes[-1]


@pytest.mark.parametrize("levels", [np.full((100, 100), 255), np.full((28, 28), 0), np.full((90, 60, 3), 128)])
def test_a_blank_page_is_a_sentence(levels):
    with pytest.raises(DataError, match=r"it is blank: there is no ink on it\."):
        read(levels)


def test_a_blank_page_stays_blank_under_a_lamp_and_in_the_noise_of_a_camera():
    light = np.add.outer(np.arange(400.0), np.arange(400)) / 10 + 150
    with pytest.raises(DataError, match="it is blank"):
        read(light + np.random.default_rng(0).normal(0, 6, light.shape))


@pytest.mark.parametrize("most", [255, 4_095, 65_535])
def test_sixteen_bits_a_pixel_read_like_eight(tmp_path, most):
    levels = on(1, 0, ink_of(0, 8, shape=(224, 224)))
    Image.fromarray(np.round(levels * most).astype(np.uint16)).save(tmp_path / "deep.png")
    deep = read_image(tmp_path / "deep.png").digits[0].pixels
    assert np.abs(deep - read(255 * levels).digits[0].pixels).max() < 0.02


def test_a_photograph_of_many_pixels_is_no_other_digit(tmp_path):
    page = on(200, 60, ink_of(0))
    file = io.BytesIO()
    Image.fromarray(np.kron(page, np.ones((4, 4))).astype(np.uint8)).save(file, "PNG")
    (tmp_path / "large.png").write_bytes(file.getvalue())
    large = read_image(tmp_path / "large.png").digits[0].pixels
    assert np.abs(large - read(page).digits[0].pixels).mean() < 0.01


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match=r"none\.png does not exist"):
        read_image(tmp_path / "none.png")
    with pytest.raises(DataError, match="cannot be read"):
        read_image(tmp_path)

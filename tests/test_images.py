"""Image files of any size become what MNIST's digits are."""

import numpy as np
import pytest
from PIL import Image

from core.datasets import DataError
from core.datasets.catalogue import DATASETS
from dashboard.images import normalised, read_image, read_images
from dashboard.networks import unseen_digits


def test_a_digit_of_mnist_is_taken_as_it_is():
    digit = unseen_digits().images[3]
    assert np.array_equal(normalised(digit.reshape(28, 28) * 255, "it"), digit)


@pytest.mark.parametrize("dark_on_light", [True, False])
def test_a_drawing_far_from_the_centre_is_scaled_and_centred(dark_on_light):
    paper = np.zeros((300, 500))
    paper[20:100, 30:50] = 255  # a bar in the upper left corner
    digit = normalised(255 - paper if dark_on_light else paper, "it").reshape(28, 28)
    rows, columns = np.flatnonzero(digit.max(axis=1) > 0.5), np.flatnonzero(digit.max(axis=0) > 0.5)
    assert (len(rows), len(columns)) == (20, 5)
    assert (digit.sum(axis=1) @ np.arange(28)) / digit.sum() == pytest.approx(13.5, abs=0.6)
    assert (digit.sum(axis=0) @ np.arange(28)) / digit.sum() == pytest.approx(13.5, abs=0.6)
    assert digit.min() >= 0
    assert digit.max() <= 1


def test_a_blank_page_is_a_sentence(tmp_path):
    Image.new("L", (100, 100), 255).save(tmp_path / "blank.png")
    with pytest.raises(DataError, match=r"blank.png is blank: there is no ink on it\."):
        read_image(tmp_path / "blank.png")


def test_a_small_blank_page_is_a_sentence_too():
    with pytest.raises(DataError, match="it is blank"):
        normalised(np.zeros((28, 28)), "it")


def drawing():
    ink = np.zeros((120, 100), np.uint8)
    ink[20:80, 30:42], ink[20:30, 30:80] = 255, 255
    return ink


@pytest.mark.parametrize("ink", [0, 255])
def test_what_is_transparent_is_the_ground(tmp_path, ink):
    alpha = drawing()
    Image.fromarray(np.dstack([np.full_like(alpha, ink)] * 3 + [alpha])).save(tmp_path / "a.png")
    np.testing.assert_allclose(read_image(tmp_path / "a.png"), normalised(alpha.astype(float), "it"), atol=0.02)


def test_a_photograph_is_turned_as_the_camera_was_held(tmp_path):
    lying = Image.Exif()
    lying[0x0112] = 6  # a quarter turn to the right is due
    Image.fromarray(drawing()).rotate(90, expand=True).save(tmp_path / "a.png", exif=lying)
    np.testing.assert_allclose(read_image(tmp_path / "a.png"), normalised(drawing().astype(float), "it"))


def test_a_truncated_image_is_a_sentence(tmp_path):
    whole = tmp_path / "whole.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (100, 100), np.uint8)).save(whole)
    (tmp_path / "half.png").write_bytes(whole.read_bytes()[:900])
    with pytest.raises(DataError, match=r"half.png is not an image that can be read, or it is damaged\."):
        read_image(tmp_path / "half.png")


def test_an_empty_folder_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="has no folders “0” to “9” with images"):
        read_images(tmp_path, DATASETS["mnist"].names)


def test_a_folder_is_called_by_its_class_or_the_number_of_it(tmp_path):
    for folder in ("A", "2", "c"):
        (tmp_path / folder).mkdir()
        Image.fromarray(drawing()).save(tmp_path / folder / "x.png")
    assert read_images(tmp_path, DATASETS["emnist-letters"].names).labels.tolist() == [0, 2]

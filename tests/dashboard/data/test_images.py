"""Image files of any size become what MNIST's digits are."""

import io

import numpy as np
import pytest
from PIL import Image

from core.datasets import DataError
from core.datasets.catalogue import DATASETS
from dashboard.data.images import grey_levels, normalised, read_image, read_images, read_uploaded
from dashboard.data.shipped import unseen_digits


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


def png(ink, size=(100, 120)) -> bytes:
    file = io.BytesIO()
    Image.fromarray(ink).resize(size).save(file, "PNG")
    return file.getvalue()


def npz(**arrays) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def test_uploaded_images_are_read_one_by_one_and_a_bad_one_is_a_sentence():
    found = read_uploaded([("../my 7.png", png(drawing())), ("b.jpg", b"no image"), ("c.png", png(drawing()))], 10)
    assert found.names == (".._my 7.png", "c.png")
    assert found.labels is None
    np.testing.assert_allclose(found.levels[0] / 255, normalised(drawing().astype(float), "it"), atol=0.003)
    assert found.faults == ("b.jpg is not an image that can be read, or it is damaged.",)


def test_a_photograph_of_many_pixels_is_no_other_digit():
    large = np.kron(drawing(), np.ones((20, 20), np.uint8))  # (2400, 2000)
    seen = read_uploaded([("large.png", png(large, (2_000, 2_400)))], 10).levels[0] / 255
    assert np.abs(seen - normalised(large.astype(float), "it")).mean() < 0.01


def test_an_uploaded_set_keeps_its_labels():
    digits = unseen_digits()
    found = read_uploaded([("set.npz", npz(images=digits.images[:5], labels=digits.labels[:5]))], 10)
    np.testing.assert_array_equal(found.levels / 255, digits.images[:5])
    np.testing.assert_array_equal(found.labels, digits.labels[:5])
    line = ",".join(["3", *["0"] * 700, *["255"] * 84])
    assert read_uploaded([("SET.CSV", line.replace("0,0", "0,9", 1).encode())], 10).labels == [3]


IMAGE = ("a.png", png(drawing()))
SET = npz(images=np.eye(900, 784), labels=np.zeros(900))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([IMAGE] * 41, "These are 41 files; 40 at once"),
        ([IMAGE, ("b.npz", b"")], "b.npz holds labelled images; choose it alone"),
        ([("b.npz", b"")], "b.npz is not an .npz file"),
        ([("b.npz", npz(images=np.zeros((100_000, 784)), labels=np.zeros(100_000)))], "unpacks to 628,"),
        (
            [("b.npz", npz(images=np.eye(20_000, 784, dtype=np.uint8), labels=np.zeros(20_000)))],
            "holds 20,000 images; 10,000",
        ),
        ([("b.npz", npz(images=np.eye(9, 784), labels=np.full(9, 10)))], "label 10 of image 0"),
        ([("b.npz", npz(images=np.eye(9, 784), labels=np.zeros(9))[:-30])], "damaged"),
        ([("b.npz", SET[:300] + bytes(50) + SET[350:])], "damaged"),
        ([("b.csv", b"1,2,3")], "make 785 numbers"),
    ],
)
def test_what_cannot_be_uploaded_is_a_sentence(files, words):
    with pytest.raises(DataError, match=words):
        read_uploaded(files, 10)


def saved(image, form="PNG", **more) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **more)
    return file.getvalue()


@pytest.mark.parametrize("most", [255, 4_095, 65_535])
def test_sixteen_bits_a_pixel_are_scaled_by_the_range_that_there_is(most):
    ramp = np.minimum(np.add.outer(np.arange(120.0), np.arange(100)) / 150, 1) * (drawing() > 0)
    deep = Image.fromarray(np.round(ramp * most).astype(np.uint16))
    found = read_uploaded([("deep.png", saved(deep))], 10).levels[0] / 255
    assert np.abs(found - normalised(np.round(255 * ramp / ramp.max()), "it")).max() < 0.03


def test_a_blank_page_of_sixteen_bits_is_a_sentence():
    blank = Image.fromarray(np.full((50, 50), 40_000, np.uint16))
    assert read_uploaded([("b.png", saved(blank))], 10).faults == ("b.png is blank: there is no ink on it.",)


def test_a_pixel_that_is_not_a_number_is_a_sentence():
    with pytest.raises(DataError, match="b has a pixel that is not a number"):
        grey_levels(Image.fromarray(np.full((9, 9), np.nan, np.float32)), "b")


@pytest.mark.parametrize("form", ["EPS", "TIFF", "PPM"])
def test_only_the_kinds_that_are_named_are_opened_whatever_a_file_is_called(form):
    (fault,) = read_uploaded([("a.png", saved(Image.fromarray(drawing()), form))], 10).faults
    assert "is not an image that can be read" in fault


def test_a_large_photograph_is_unpacked_at_a_fraction_of_its_size_and_a_large_painting_is_refused():
    large = Image.new("L", (6_000, 6_000), 255)
    large.paste(0, (2_000, 1_000, 3_000, 5_000))
    found = read_uploaded([("a.jpg", saved(large, "JPEG")), ("b.png", saved(large))], 10)
    assert found.names == ("a.jpg",)
    assert "b.png has 6000 × 6000 pixels" in found.faults[0]


def test_an_archive_with_a_directory_of_any_length_is_a_sentence():
    with pytest.raises(DataError, match="or it is damaged"):
        read_uploaded(
            [("b.npz", npz(images=np.eye(9, 784), labels=np.zeros(9), **{f"a{k}": 0 for k in range(5_000)}))], 10
        )


@pytest.mark.parametrize("name", ["", ".", "..", "...", " ", "/", "//"])
def test_a_file_without_a_name_is_read_like_any_other(name):
    assert len(read_uploaded([(name, png(drawing()))], 10).levels) == 1

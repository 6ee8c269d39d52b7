"""Every kind of file becomes the same levels of light, scaled by the range that its kind has."""

import base64
import io
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from core.datasets import DataError
from dashboard.data import picture
from dashboard.data.picture import light, opened
from tests.support.photographs import saved


def drawing():
    ink = np.zeros((120, 100), np.uint8)
    ink[20:80, 30:42], ink[20:30, 30:80] = 255, 255
    return ink


INK = Image.fromarray(drawing())
PAPER = Image.fromarray(255 - drawing())


def grey(content: bytes, name: str = "a.png"):
    levels = opened(content, name).levels
    return levels if levels.ndim == 2 else levels.mean(axis=2)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P", "CMYK", "LA", "RGBA"])
def test_the_mode_of_a_file_makes_no_difference(mode):
    form = "TIFF" if mode == "CMYK" else "PNG"
    np.testing.assert_allclose(grey(saved(PAPER.convert(mode), form)), 255 - drawing(), atol=2)


@pytest.mark.parametrize("ink", [0, 255])
def test_what_is_transparent_is_a_ground_unlike_the_ink(ink):
    clear = Image.fromarray(np.dstack([np.full_like(drawing(), ink)] * 3 + [drawing()]))
    np.testing.assert_allclose(grey(saved(clear)), drawing() if ink else 255 - drawing())
    assert grey(saved(Image.new("RGBA", (9, 9)))).std() == 0


@pytest.mark.parametrize("most", [255, 1_023, 4_095, 16_383, 65_535])
def test_more_than_a_byte_a_pixel_is_scaled_by_the_range_of_its_bits(most):
    deep = np.round(drawing() / 255.0 * most).astype(np.uint16)
    np.testing.assert_allclose(grey(saved(Image.fromarray(deep))), drawing(), atol=0.01)
    paper = np.full((50, 50), round(0.8 * most), np.uint16)  # nothing is stretched to the ends of the range
    assert grey(saved(Image.fromarray(paper))).mean() == pytest.approx(204, abs=0.5)


@pytest.mark.parametrize("most", [1.0, 255.0])
def test_floats_run_to_1_or_to_255(most):
    levels = (drawing() / 255 * most).astype(np.float32)
    np.testing.assert_allclose(grey(saved(Image.fromarray(levels), "TIFF")), drawing(), atol=0.01)


def test_a_pixel_that_is_not_a_number_is_a_sentence():
    with pytest.raises(DataError, match="b has a pixel that is not a number"):
        light(Image.fromarray(np.full((9, 9), np.nan, np.float32)), "b")


def test_a_photograph_is_turned_as_the_camera_was_held():
    lying = Image.Exif()
    lying[0x0112] = 6  # a quarter turn to the right is due
    np.testing.assert_array_equal(grey(saved(INK.rotate(90, expand=True), exif=lying)), drawing())


@pytest.mark.parametrize(("form", "name"), [("GIF", "a.gif"), ("PNG", "a.png"), ("TIFF", "pages.tif")])
def test_of_what_moves_or_has_pages_the_first_is_read_and_that_is_said(form, name):
    others = [Image.new("L", INK.size, k) for k in (90, 180)]
    found = opened(saved(INK, form, save_all=True, append_images=others), name)
    assert found.notes == (f"{name} holds 3 pictures; the first of them is read.",)
    np.testing.assert_allclose(found.levels if found.levels.ndim == 2 else found.levels[..., 0], drawing(), atol=2)


def test_a_photograph_with_a_small_copy_of_itself_is_one_picture():
    file = io.BytesIO()
    INK.save(file, "MPO", save_all=True, append_images=[INK.resize((50, 60))])
    assert opened(file.getvalue(), "a.jpg").notes == ()


@pytest.mark.parametrize("form", ["EPS", "PPM", "ICO", "TGA"])
def test_only_the_kinds_that_are_named_are_opened_whatever_a_file_is_called(form):
    with pytest.raises(DataError, match=r"a.png is not an image that can be read, or it is damaged\."):
        opened(saved(INK, form), "a.png")


def test_a_truncated_image_is_a_sentence():
    whole = saved(Image.fromarray(np.random.default_rng(0).integers(0, 255, (100, 100), np.uint8)))
    with pytest.raises(DataError, match=r"half.png is not an image that can be read, or it is damaged\."):
        opened(whole[:900], "half.png")


def test_a_large_photograph_is_unpacked_at_a_fraction_of_its_size_and_a_large_painting_is_refused():
    large = Image.new("L", (6_000, 6_000), 255)
    assert max(opened(saved(large, "JPEG"), "a.jpg").levels.shape) <= picture.SIDE
    with pytest.raises(DataError, match=r"b\.png has 6000 × 6000 pixels"):
        opened(saved(large), "b.png")


HEIC = base64.b64decode("AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAAA=")  # the head of one, with nothing behind it


def test_a_telephones_format_is_named_with_its_cure_where_nothing_unpacks_it(monkeypatch):
    monkeypatch.setattr(picture, "find_spec", lambda name: None)
    with pytest.raises(DataError, match=r"IMG_1.heic is a HEIC photograph.*chainrule\[heic\].*Send it as a JPEG"):
        opened(HEIC, "IMG_1.heic")


def test_it_is_read_like_any_other_where_the_extra_is_installed(monkeypatch):
    asked = []
    monkeypatch.setattr(picture, "find_spec", lambda name: object())
    decoder = SimpleNamespace(register_heif_opener=lambda **more: asked.append(more))
    monkeypatch.setattr(picture, "import_module", {"pi_heif": decoder}.__getitem__)
    monkeypatch.setitem(Image.OPEN, "HEIF", (lambda file, name: PAPER.copy(), lambda start: start[4:8] == b"ftyp"))
    np.testing.assert_array_equal(grey(HEIC, "IMG_1.heic"), 255 - drawing())
    assert asked == [{"thumbnails": False}]

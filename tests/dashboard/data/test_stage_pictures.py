"""The stages of a photograph are shown as they were."""

import numpy as np

from dashboard.data.images import digits_in
from dashboard.data.picture import Picture
from dashboard.data.shipped import unseen_digits
from dashboard.data.stage_pictures import DIGITS, TALL, WIDE, framed, stage_pictures
from tests.support.photographs import ink_of, on


def stages(levels):
    return digits_in(Picture(np.asarray(levels, float)), "it")


def test_a_photograph_is_shown_from_the_file_to_what_the_network_sees():
    page = ink_of(0)
    pictures = stage_pictures(stages(on(200, 60, page)))
    assert [one.title for one in pictures] == [
        "The image",
        "Without paper and light",
        "Found",
        "What the network sees",
    ]
    assert pictures[0].image.shape == (TALL, TALL)
    assert np.median(pictures[0].image) == 200
    assert np.median(pictures[1].image) == 255
    assert pictures[1].image.min() < 20
    assert "A frame around the digit." in pictures[2].alt
    assert pictures[3].image.shape == (TALL, TALL)


def test_an_image_that_is_taken_as_it_is_has_two_stages():
    pictures = stage_pictures(stages(255 * unseen_digits().images[0].reshape(28, 28)))
    assert [one.title for one in pictures] == ["The image", "What the network sees"]
    np.testing.assert_array_equal(pictures[0].image, 255 - pictures[1].image)


def test_a_sheet_shows_its_digits_one_by_one():
    page = np.maximum.reduce([ink_of(n, 4, (0.5, (n + 0.5) / 12), (200, 2_000)) for n in range(12)])
    pictures = stage_pictures(stages(on(200, 60, page)))
    assert pictures[2].alt == "Frames around 12 digits."
    assert len(pictures) == 3 + DIGITS
    assert max(one.image.shape[1] for one in pictures) == WIDE


def test_a_frame_lies_around_its_box():
    image = framed(np.full((TALL, TALL), 255.0), [(50, 60, 100, 120)])
    rows, columns = np.nonzero((image != 255).any(axis=2))
    assert (rows.min(), columns.min(), rows.max(), columns.max()) == (47, 57, 102, 122)
    assert (image[55:95, 65:115] == 255).all()

"""What a browser sends of the drawing board becomes images of one's own; what was tampered with becomes none."""

import base64

import numpy as np
import pytest

from dashboard.data.drawing import read_drawing, write_levels
from dashboard.data.own_images import MOST, OwnImage
from dashboard.data.shipped import unseen_digits
from dashboard.views.step.board import carried, images, unchosen
from dashboard.views.step.by_hand import Steps
from tests.dashboard.components.flow.test_flow import drawing, png

DIGIT = unseen_digits().images[3]


def test_a_drawing_is_normalised_and_levels_are_taken_as_they_are():
    sent = {"images": [{"drawing": png(drawing()), "label": 1}, {"levels": write_levels(DIGIT), "label": None}]}
    one, other = images(sent)
    np.testing.assert_array_equal(one.pixels, read_drawing(png(drawing())).pixels)
    np.testing.assert_array_equal(other.pixels, DIGIT)
    assert (one.label, other.label) == (1, None)


@pytest.mark.parametrize(
    "one",
    [
        {},
        {"levels": None},
        {"levels": "eJ"},
        {"levels": base64.b64encode(bytes(785)).decode()},
        {"drawing": "AAAA"},
        {"drawing": 7},
    ],
)
def test_what_is_no_image_is_left_out(one):
    good = {"levels": write_levels(DIGIT), "label": "4"}
    assert [found.label for found in images({"images": [one, good]})] == [None]


def test_no_more_than_ten_are_taken():
    assert images({}) == ()
    assert len(images({"images": [{"levels": write_levels(DIGIT)}] * 30})) == MOST


def test_steps_on_test_digits_are_carried_and_those_on_an_image_that_is_another_now_are_not():
    steps = Steps("adam", 0.1, ((5, 1, 2), (6, 0, 1)))
    assert carried(steps, 0, 2) == Steps("adam", 0.1, ((7, 1, 2), (8, 0, 1)))
    assert carried(steps, 2, 0) == Steps("adam", 0.1, ((3, 1, 2), (4, 0, 1)))
    assert carried(Steps("sgd", 0.1, ((3, 1, 1), (0, 2, 1), (4, 1, 1))), 1, 1) == Steps("sgd", 0.1, ((3, 1, 1),))


def test_the_label_is_as_written_where_somebody_said_it():
    assert unchosen(()) == unchosen((OwnImage(DIGIT, 0),)) == "as written"
    assert unchosen((OwnImage(DIGIT),)) == "as read"

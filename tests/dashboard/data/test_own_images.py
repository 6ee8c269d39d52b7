"""Images of one's own come back from an address with what they truly are, and links of old go on working."""

import numpy as np
import pytest

from dashboard.data import image_text
from dashboard.data.own_images import LONGEST, MOST, OwnImage, read, write
from dashboard.data.shipped import unseen_digits

DIGITS = unseen_digits().images


def test_ten_images_come_back_with_their_labels():
    own = [OwnImage(image, None if k % 3 else k) for k, image in enumerate(DIGITS[:MOST])]
    found = read(write(own))
    np.testing.assert_array_equal([one.pixels for one in found], DIGITS[:MOST])
    assert [one.label for one in found] == [0, None, None, 3, None, None, 6, None, None, 9]


def test_a_link_of_old_holds_one_image_that_nobody_labelled():
    (found,) = read(image_text.write(DIGITS[3]))
    np.testing.assert_array_equal(found.pixels, DIGITS[3])
    assert found.label is None
    assert write([found]) == image_text.write(DIGITS[3])


def test_ten_images_of_noise_are_no_longer_than_an_address_takes():
    noise = np.random.default_rng(0).integers(0, 256, (MOST, 784)) / 255
    assert len(write(OwnImage(image, 5) for image in noise)) <= LONGEST


ONE = image_text.write(DIGITS[0])


@pytest.mark.parametrize(
    "text",
    ["", "~", "e", f"{ONE}~", f"10:{ONE}", f":{ONE}", f"x:{ONE}", f"٣:{ONE}", f"{ONE}~eJz", "~".join([ONE] * 11)],
)
def test_where_one_cannot_be_read_there_is_none(text):
    assert read(text) == ()


@pytest.mark.parametrize("label", [None, "4", 10, -1, 4.0, True, [4]])
def test_a_label_that_is_no_class_is_none(label):
    assert OwnImage.said(DIGITS[0], label).label is None
    assert OwnImage.said(DIGITS[0], 4).label == 4

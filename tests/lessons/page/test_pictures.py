"""Arrays become pictures: an entry a square, a signed number on either side of the paper."""

import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from lessons.page.blocks import Curve, Picture, Plot
from lessons.page.pictures import png, svg, ticks

COLOURS = {
    "paper": "#ffffff",
    "ink": "#000000",
    "faint": "#888888",
    "value": "#0000ff",
    "negative value": "#ff0000",
    "loss": "#00ff00",
}


def test_signed_numbers_lie_on_either_side_of_the_paper():
    image = np.asarray(Image.open(io.BytesIO(png(Picture([[1.0, 0.0, -0.5]], "", "value"), COLOURS))))
    scale = image.shape[0]
    assert image.shape == (scale, 3 * scale, 3)
    assert [tuple(map(int, image[0, k * scale])) for k in range(3)] == [(0, 0, 255), (255, 255, 255), (255, 87, 87)]


def test_ink_is_dark():
    image = np.asarray(Image.open(io.BytesIO(png(Picture([[0.0, 1.0]], ""), COLOURS))))
    assert (image[0, 0].max(), image[0, -1].max()) == (255, 0)


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-3.2, 7.9), (0.001, 0.0035)])
def test_ticks_are_round_and_lie_inside(low, high):
    found = ticks(low, high)
    assert 2 <= len(found) <= 7
    assert all(low - 1e-12 <= t <= high + 1e-12 for t in found)
    steps = np.diff(found)
    assert np.allclose(steps, steps[0])


def test_each_curve_has_its_name_at_its_end():
    x = np.arange(1.0, 6)
    curves = (Curve("up", x, x), Curve("also up", x, x + 0.01))
    drawn = ET.fromstring(svg(Plot(curves, "step", "size", "A plot.", marks=((2.0, 3.0, "here"),)), COLOURS))
    said = {text.text: float(text.get("y", "0")) for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"up", "also up", "here", "step", "size"} <= set(said)
    assert abs(said["up"] - said["also up"]) >= 14  # names do not stand on each other

"""The drawing of a network is valid SVG with a circle a unit, or a dozen and dots for many."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from dashboard.views.train.form.drawing import MOST_IMAGES, MOST_UNITS, network_svg


@pytest.mark.parametrize("widths", [(784, 10), (784, 128, 64, 10), (784, 1, 2, 12, 13, 10)])
def test_a_drawing_has_a_column_a_layer(widths):
    root = ElementTree.fromstring(network_svg([(width,) for width in widths], ["note"] * len(widths), False))
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    shown = [min(width, MOST_UNITS) for width in widths]
    assert tags.count("circle") == sum(shown)
    assert tags.count("path") == sum(a * b for a, b in pairwise(shown))
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert [text for text in texts if text and text != "⋮" and text != "note"] == [f"{width:,}" for width in widths]
    assert texts.count("⋮") == sum(width > MOST_UNITS for width in widths)
    heights = [float(element.get("cy")) for element in root.iter() if element.tag.endswith("circle")]
    assert 0 < min(heights) < max(heights) < 260


def test_the_units_left_out_leave_a_gap_in_the_middle():
    root = ElementTree.fromstring(network_svg([(784,), (10,)], ["", ""], False))
    heights = [float(element.get("cy")) for element in root.iter() if element.tag.endswith("circle")][:MOST_UNITS]
    apart = [round(b - a, 1) for a, b in pairwise(heights)]
    assert apart.index(max(apart)) == MOST_UNITS // 2 - 1
    assert max(apart) == pytest.approx(2 * min(apart), abs=0.2)


def test_images_are_stacks_and_not_columns_of_units():
    root = ElementTree.fromstring(network_svg([(1, 28, 28), (6, 28, 28), (16, 10, 10), (10,)], [""] * 4, False))
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    windows = 2
    assert tags.count("rect") == 1 + MOST_IMAGES + MOST_IMAGES + windows
    assert tags.count("circle") == 10
    assert "16 × 10 × 10" in [element.text for element in root.iter()]

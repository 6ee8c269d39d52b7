"""A filter is told with every place where a weight of it was used."""

import numpy as np
import pytest

from lessons.page.stop import three
from lessons.walks.convolved import told_forward
from tests.lessons.walks.networks import walk
from tests.support.told_sums import prose


@pytest.mark.parametrize("name", ["max pool", "mean pool", "dropped maps"])
def test_the_window_that_is_framed_is_what_the_sum_was_made_of(name):
    s, stops = walk(name)
    _, f, h, w, _ = stops["window-1"].pin.split(",")
    layer, (box, *_) = s.layers[1], stops["window-1"].scene.sheets[0].boxes
    top, left = int(h) * layer.stride - layer.padding, int(w) * layer.stride - layer.padding
    rows, columns = slice(box.row, box.row + box.height), slice(box.column, box.column + box.width)
    under = s.one("v0")[0, rows, columns]
    weights = s.arrays["W1"][int(f), 0][box.row - top :, box.column - left :][: box.height, : box.width]
    total = float((under * weights).sum()) + s.arrays["b1"][int(f)]
    assert total == pytest.approx(s.one("z1")[int(f), int(h), int(w)])


def test_the_number_under_many_windows_feeds_as_many_sums_as_are_told():
    s, stops = walk("max pool")
    _, c, r, q, _ = map(str, stops["under-2"].pin.split(","))
    moved = {}
    for by in (0, 1e-6):
        image = s.arrays["s1"].copy()
        image[int(c), int(r), int(q), 0] += by
        moved[by] = s.layers[4].forward((s.arrays["W2"], s.arrays["b2"]), image)
    fed = int(np.count_nonzero(np.abs(moved[1e-6] - moved[0]) > 1e-12))
    assert f"it feeds {fed} sums" in stops["under-2"].says[0]


def test_the_gradient_of_a_filter_is_checked_by_a_nudge():
    s, stops = walk("max pool")
    name, *at = stops["check-2"].pin.split(",")
    assert stops["filter-2"].pin == stops["check-2"].pin
    slope = float(s.arrays[name][tuple(map(int, at))])
    a, b = s.loss_with("W2", tuple(map(int, at)), 0.01), s.loss
    assert three(100 * (a - b)) in stops["check-2"].says[1]
    assert stops["check-2"].scene.beside.tangent == (0.0, s.loss, slope)


def test_a_filter_of_several_maps_is_told_with_its_sheets_and_the_places_where_it_can_stand():
    s, stops = walk("max pool")
    maps, high, wide = s.shapes[5]
    assert "a sheet of 5 × 5 weights" in stops["window-2"].says[0]
    assert (
        "(14 − 5) / 2 + 1 = 5 places down, as many across: so 8 filters make 8 maps of 5 × 5."
        in stops["window-2"].says[2]
    )
    assert (maps, high, wide) == (8, 5, 5)
    assert told_forward(s.layers) == [1, 4]


def test_the_sliding_window_is_told_where_a_filter_is_first_told_back():
    assert "a window that slides" in walk("max pool")[1]["filter-2"].says[1]
    assert "a window that slides" in walk("mean pool")[1]["filter-1"].says[1]


@pytest.mark.parametrize(
    ("name", "key"), [("max pool", "apart-1"), ("mean pool", "apart-1"), ("maps in use", "apart-1")]
)
def test_why_the_gradients_of_filters_differ_is_told_at_a_place_where_all_met_the_same(name, key):
    """Once in a walk, of the filters nearest to the pixels."""
    s, stops = walk(name)
    assert [one for one in stops if one.startswith("apart")] == [key]
    text, (gradients, blames) = prose(stops[key]), stops[key].scene.sheets
    (f, h, w), (other, *same) = ((box.map, box.row, box.column) for box in blames.boxes)
    assert [h, w] == same
    d = s.one("dz1")
    assert f"is {three(d[f, h, w])} on map {f}, and {three(d[other, h, w])} on map {other}" in text
    i, j = gradients.boxes[0].row, gradients.boxes[0].column
    top, left = h * s.layers[1].stride - s.layers[1].padding, w * s.layers[1].stride - s.layers[1].padding
    assert f"both met {three(s.one('v0')[0, top + i, left + j])}." in text
    assert f"a gradient of {three(s.arrays['dW1'][f, 0, i, j])}" in text
    assert ("squares" in text) is (name != "mean pool")
    assert gradients.names == tuple(f"filter {one}" for one in gradients.shown)

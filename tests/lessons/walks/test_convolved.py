"""A filter is told with every place where a weight of it was used."""

import numpy as np
import pytest

from tests.lessons.walks.networks import walk


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

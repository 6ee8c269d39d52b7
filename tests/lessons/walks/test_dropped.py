"""A unit that was left out is one that the mask left out, and what is kept makes up for it."""

import numpy as np

from tests.lessons.walks.networks import walk


def test_what_is_crossed_was_left_out():
    s, stops = walk("by layer")
    sheet = stops["dropped-h1"].scene.sheets[0]
    assert sheet.crossed == tuple(np.flatnonzero(s.one("h1") == 0))
    assert f"here {len(sheet.crossed)} of 20" in stops["dropped-h1"].says[0]
    assert not s.one("da1")[list(sheet.crossed)].any()


def test_maps_can_be_left_out_in_part():
    _, stops = walk("dropped maps")
    assert {key for key in stops if key.startswith("dropped-")} == {"dropped-h1", "dropped-h1′"}

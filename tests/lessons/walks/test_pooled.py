"""Of a square the winner gets all blame, of a mean each an equal part, and what was moved comes back to its place."""

import numpy as np
import pytest

from core.pooling import MaxPool
from lessons.page.stop import plain
from lessons.walks.passage import Passage
from lessons.walks.pooled import _window, told
from tests.lessons.walks.networks import walk


def test_the_winner_that_is_framed_has_the_blame():
    s, stops = walk("max pool")
    _, c, r, q, _ = stops["winner-s2"].pin.split(",")
    (strand,) = stops["winner-s2"].scene.strands[0]
    assert s.one("da2")[int(c), int(r), int(q)] == strand.amount != 0
    assert f"{np.count_nonzero(s.one('da2')):,} get any blame" in stops["winner-s2"].says[2]


def test_a_mean_is_shared_out_equally():
    _, stops = walk("mean pool")
    assert "which is the mean of 4 numbers" in stops["winner-s1"].says[0]
    assert stops["winner-s1"].choice is None


def test_what_was_moved_has_the_same_number_there_and_here():
    s, stops = walk("max pool")
    _, c, r, q, _ = stops["moved-v2"].pin.split(",")
    assert s.one("ds2")[int(c), int(r), int(q)] == s.one("dv2")[np.abs(s.one("dv2")).argmax()]


@pytest.mark.parametrize("name", ["max pool", "dropped maps", "maps in use"])
def test_where_there_is_a_single_winner_a_square_with_one_is_told_of(name):
    s, stops = walk(name)
    for k in (k for k, layer in enumerate(s.layers) if isinstance(layer, MaxPool)):
        _, _, found = _window(s, k)
        assert (found == found.max()).sum() == 1
        assert "still not the largest" in stops[f"winner-{s.wires[k + 1]}"].says[1]


def test_between_equal_numbers_nobody_is_said_to_be_too_small_to_matter():
    s = walk("max pool")[0]
    s = Passage(s.digit)
    s.one = lambda name: np.zeros_like(Passage.one(s, name)) if name == "a2" else Passage.one(s, name)
    k = s.wires.index("a2")
    text = plain(told(s, k, False)[0].says[1])
    assert "still not the largest" not in text
    assert "any of them, nudged up, would be the largest" in text

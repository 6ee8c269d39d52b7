"""Of a square the winner gets all blame, of a mean each an equal part, and what was moved comes back to its place."""

import numpy as np

from tests.lessons.walks.networks import walk


def test_the_winner_that_is_framed_has_the_blame():
    s, stops = walk("max pool")
    _, c, r, q, _ = stops["winner-s2"].pin.split(",")
    (strand,) = stops["winner-s2"].scene.strands[0]
    assert s.one("da2")[int(c), int(r), int(q)] == strand.amount == np.abs(s.one("ds2")).max() * np.sign(strand.amount)
    assert f"{np.count_nonzero(s.one('da2')):,} get any blame" in stops["winner-s2"].says[2]


def test_a_mean_is_shared_out_equally():
    _, stops = walk("mean pool")
    assert "which is the mean of 4 numbers" in stops["winner-s1"].says[0]
    assert stops["winner-s1"].choice is None


def test_what_was_moved_has_the_same_number_there_and_here():
    s, stops = walk("max pool")
    _, c, r, q, _ = stops["moved-v2"].pin.split(",")
    assert s.one("ds2")[int(c), int(r), int(q)] == s.one("dv2")[np.abs(s.one("dv2")).argmax()]

"""The three ways through a normalisation, as told, add up to what core has."""

import re

import numpy as np
import pytest

from lessons.page.stop import three
from lessons.walks.measured import Measured
from tests.lessons.walks.networks import walk
from tests.support.told_sums import prose

WALKS = [("normalised", 1, "u1"), ("mean pool", 2, "u1"), ("by layer", 3, "u1")]


@pytest.mark.parametrize(("name", "k", "out"), WALKS)
def test_the_lines_of_the_last_stop_add_up_to_the_blame_there(name, k, out):
    s, stops = walk(name)
    m = Measured(s, k)
    (strands,) = stops[f"meet-{out}"].scene.strands
    if len(strands) == m.count:
        assert sum(line.amount for line in strands) == pytest.approx(m.dx[m.here])
    straight = m.dhat[m.here] / m.spread
    through_mean, through_variance = m.dmu / m.count, m.dvar * 2 * (m.x[m.here] - m.mean) / m.count
    assert straight + through_mean + through_variance == pytest.approx(m.dx[m.here])


@pytest.mark.parametrize(("name", "k", "out"), WALKS)
def test_the_unit_that_is_told_of_is_the_one_with_most_blame(name, k, out):
    s, _ = walk(name)
    m = Measured(s, k)
    assert abs(m.dx[m.here]) == np.abs(s.one(f"d{m.source}")).max()
    assert m.x.mean() == pytest.approx(m.mean)
    assert m.hat[m.here] == pytest.approx((m.x[m.here] - m.mean) / m.spread)


def test_the_others_are_called_by_what_they_are():
    assert Measured(walk("normalised")[0], 1).called(0) == "this digit"
    assert Measured(walk("normalised")[0], 1).called(3) == "digit 3"
    assert Measured(walk("by layer")[0], 3).called(3) == "unit 3"
    assert Measured(walk("mean pool")[0], 2).called(5) == "(0, 1) of digit 1"


def test_a_digit_whose_unit_is_off_and_yet_gets_blame_is_named():
    s, stops = walk("normalised")
    m = Measured(s, 1)
    quiet = next(q for q in range(m.count) if m.dhat[q] == 0 and m.dx[q])
    assert f"Even {m.called(quiet)}, whose own x̂ has no blame, gets" in " ".join(stops["meet-u1"].says)


@pytest.mark.parametrize(("name", "outs"), [("normalised in use", ("u1", "u2")), ("maps in use", ("u1",))])
def test_a_normalisation_in_use_is_told_there_and_back_and_passes_what_core_passes(name, outs):
    s, stops = walk(name)
    assert "measured-u1" in stops
    assert "norm" in [words for _, words in s.parts]
    for out in outs:
        text = prose(stops[f"meet-{out}"])
        wire = s.wires[s.wires.index(out) - 1]
        largest = int(np.abs(s.one(f"d{wire}")).argmax())
        arrives, passes = (three(float(s.one(f"d{one}").ravel()[largest])) for one in (out, wire))
        assert re.search(f"{arrives} · [\\d.]+ = {passes}", text)
    assert "added up to 0 over the batch" in prose(stops[f"meet-{outs[-1]}"])
    assert "passes times γ / spread" in prose(stops["whole"])


def test_a_batch_says_of_a_normalisation_that_there_are_three_ways():
    assert "in three ways" in prose(walk("normalised")[1]["whole"])

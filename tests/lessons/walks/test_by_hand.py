"""The walk of numbers that were given: every product comes out, and every slope is what the loss does."""

from functools import lru_cache

import numpy as np
import pytest

from core.given import Given, given, read_text
from core.losses import LOSSES
from core.network import Network
from dashboard.views.step.address import read
from lessons.page.example import Example
from lessons.page.small import SMALL
from lessons.page.stop import Sheets
from lessons.walks.ends import WHY_A_MEAN
from lessons.walks.numbers import Numbers, four, tells
from lessons.walks.stage import stops, story
from tests.support.told_sums import prose, sums

DRAWN = {  # network, loss, numbers
    "shares": ("3-4-tanh-3", "cross-entropy", ""),
    "shares of five": ("2-3-relu-2-leaky-5", "cross-entropy", ""),
    "half wanted": ("2-3-relu-3", "cross-entropy", "x:1,-2~y:0.2,0.3,0.5"),
    "replies": ("2-2-gelu-2", "binary cross-entropy", "x:1,-2~y:0.25,1"),
    "one output": ("4-2-sigmoid-1", "quadratic", "x:1,-2,0,3~y:0.5"),
    "a single layer": ("3-2", "quadratic", "x:1,2,3,4,5,6~y:1,-2,3,0"),
}


@lru_cache
def passed(name: str) -> Given:
    if name in SMALL:
        return SMALL[name].given()
    network, loss, numbers = DRAWN[name]
    return given(Network.from_text(network, LOSSES[loss]), read_text(numbers), 1)


@lru_cache
def walk(name: str):
    found = passed(name)
    example = Example(found.trace(), 0, found.x, found.y)
    return story(example), stops(example)


@pytest.fixture(params=[*SMALL, *DRAWN])
def told(request):
    return walk(request.param)


def test_every_sum_comes_out(told):
    found = [one for stop in told[1].values() for one in sums(prose(stop))]
    assert [one.text for one in found if not one.holds] == []
    assert len(found) >= 12


def test_every_number_is_told_forward_back_and_in_the_update():
    story, stops = walk("mazur")
    text = " ".join(prose(stop) for stop in stops.values())
    for printed in (
        "0.5933 · 0.1385 = 0.08217",
        "0.4 · 0.1385 + 0.5 · −0.0381 = 0.03635",
        "0.4 − 0.5 · 0.08217 = 0.3589",
    ):
        assert printed in text
    assert "0.2984" in prose(stops["loss"])


def test_the_slip_of_the_printed_example_is_found_out():
    """0.291027924 stands in print; the algorithm that is printed above it gives 0.2910277737."""
    right, slipped = walk("mazur")[0].only_weights
    assert right == pytest.approx(0.2910277737, abs=1e-10)
    assert slipped == pytest.approx(0.291027924, abs=1e-9)


def test_what_is_said_of_many_steps_is_what_they_do():
    numbers = walk("whole")[0]
    theta, found = numbers.trace.theta.copy(), passed("whole")
    for _ in range(10):
        theta = theta - numbers.ahead.rate * found.network.trace(theta, found.x, found.y).gradient
    assert numbers.loss_after(10) == pytest.approx(numbers.loss_at(theta), rel=1e-12)


def test_the_stops_name_steps_entries_and_links_that_there_are(told):
    story, stops = told
    for stop in stops.values():
        assert read("tell", stop.key) == stop.key
        assert stop.step in {"", *story.digit.equations}
        assert all(name in story.digit.equations for name in stop.equations), stop.equations
        name, _, entry = stop.pin.partition(",")
        if entry:
            assert np.shape(story.arrays[name][tuple(map(int, entry.split(",")))]) == ()
        assert 20 <= len(prose(stop).split()) <= 210, stop.key
        assert "nan" not in prose(stop).split()


def test_a_sheet_shows_the_numbers_of_the_pass(told):
    story, stops = told
    for stop in stops.values():
        assert isinstance(stop.scene, Sheets)
        assert 0 <= stop.scene.at < len(story.parts)
        for sheet in stop.scene.sheets:
            assert len(sheet.values) == len(sheet.shown) == sheet.of
            assert not sheet.bars
        for gap, strands in enumerate(stop.scene.strands):
            left, right = stop.scene.sheets[gap : gap + 2]
            assert all(line.source in left.shown and line.target in right.shown for line in strands)


def test_the_lines_of_blame_add_up_to_what_they_bring(told):
    """Where one example is all there is: of several, one is drawn."""
    story, stops = told
    for stop in stops.values():
        if stop.scene.flow != "blame" or len(story.trace.values[0]) > 1:
            continue
        lines, left = stop.scene.strands[0], stop.scene.sheets[0]
        for k, value in zip(left.shown, left.values, strict=True):
            brought = [line.amount for line in lines if line.source == k]
            assert not brought or sum(brought) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("text", ["784-2-2", "2-9-2", "2-2-bn-relu-2", "8-8-relu-8", "3-1"])
def test_what_has_too_many_numbers_or_none_to_tell_is_not_told(text):
    assert not tells(Network.from_text(text))


def test_of_numbers_each_example_is_one_and_nobody_is_dead():
    story, _ = walk("two")
    assert isinstance(story, Numbers)
    assert story.dead(1) == []
    assert story.said("x", 1) == "input 1"


def test_of_two_examples_every_part_of_a_gradient_is_written_down_and_its_line_has_the_colour_of_all():
    s, stops = walk("two")
    assert "3 · −2 + 1 · 1 = −5" in prose(stops["weights-2"])
    assert "with the others" not in " ".join(prose(stop) for stop in stops.values())
    for key in ("weights-1", "weights-2"):
        (lines,) = stops[key].scene.strands
        gradient = s.arrays[f"dW{key[-1]}"]
        assert {(line.source, line.target): line.amount for line in lines} == {
            at: v for at, v in np.ndenumerate(gradient) if v
        }


def test_of_the_second_example_all_is_told_that_the_sums_need():
    s, stops = walk("two")
    each = s.network.loss.each(s.trace.values[-1], s.trace.y)
    assert f"with it go {four(s.arrays['x'][1, 0])}, {four(s.arrays['x'][1, 1])}" in prose(stops["look"])
    assert f"In all {four(each[0])} for this one; worked out alike, {four(each[1])} for the other." in prose(
        stops["loss"]
    )
    assert four(each.mean()) in prose(stops["loss"])
    for network, others in (("a single layer", 1), ("shares", 0)):
        assert ("with it go" in prose(walk(network)[1]["look"])) is bool(others)


@pytest.mark.parametrize(("name", "divided"), [("mazur", False), ("whole", False), ("two", True)])
def test_whether_and_why_anything_is_divided_is_told(name, divided):
    text = prose(walk(name)[1]["outputs"])
    assert ("N = 1, so nothing is divided" in text) is not divided
    assert (WHY_A_MEAN in text) is divided


def test_why_blame_turns_its_sign_is_told_where_a_weight_is_negative():
    for name in ("mazur", "two", "whole"):
        s, stops = walk(name)
        assert ("turns its sign" in prose(stops["arrives-2"])) is bool((s.arrays["W2"] < 0).any())


def test_what_all_slopes_promise_together_is_the_promise():
    s, stops = walk("mazur")
    rate = s.ahead.rate
    text = prose(stops["step"])
    assert f"from {four(s.loss)} to {four(s.loss - rate * (s.trace.gradient**2).sum())}." in text
    assert f"is a loss of {four(s.loss - 10 * rate * (s.trace.gradient**2).sum())}, and what happens" in text
    assert "A slope belongs to the place where one stands" in prose(stops["place"])
    assert ("place" in walk("a single layer")[1]) is False

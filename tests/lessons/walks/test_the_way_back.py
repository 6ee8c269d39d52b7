"""The walk tells the truth: every sum in its prose comes out, and what it names is what the network has, whatever the
digit."""

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

import lessons.walks
from core.initializers import initialize
from core.network import Network
from dashboard.data.shipped import trained, unseen_digits
from lessons.page.example import Example
from lessons.page.reader import shown_by_line
from lessons.page.stop import Graph, three
from lessons.walks.story import Story
from tests.support.told_sums import prose, sums

FILE = Path(lessons.walks.__file__).with_name("the_way_back.py")
TOLD = [("", 115), ("", 0), ("", 7), ("", 8), ("", 247), ("", 4), ("", 9_999)]
TOLD += [
    ("784-20-sigmoid-12-tanh-10", 3),
    ("784-16-relu-10", 115),
    ("784-24-relu-16-gelu-12-relu-10", 9),
    ("784-64-tanh-10", 2),
    ("784-8-tanh-4-tanh-60-tanh-10", 0),
]


@lru_cache
def walk(network: str, index: int):
    """A story, and its stops by key."""
    digits = unseen_digits()
    if network:
        built = Network.from_text(network)
        theta = initialize(built, "he", 1, np.float64)
    else:
        built, theta = trained().config.build_network(), trained().theta
    digit = Example.of(built, theta, digits.images, digits.labels, index)
    return Story(digit), {stop.key: stop for _, stop in shown_by_line(FILE, digit)}


@pytest.fixture(params=TOLD, ids=lambda told: f"{told[0] or 'shipped'} {told[1]}")
def told(request):
    return walk(*request.param)


def test_every_sum_comes_out(told):
    found = [one for stop in told[1].values() for one in sums(prose(stop))]
    assert [one for one in found if not one.holds] == []
    assert len(found) >= 6


def loss(story, theta):
    network = story.digit.network
    return float(network.loss.value(network.forward(theta, story.trace.values[0])[-1], story.trace.y))


def test_the_weight_that_is_nudged_has_the_slope_that_is_told(told):
    story, stops = told
    name, i, j = stops["nudge"].pin.split(",")
    parameter = next(p for p in story.digit.network.parameters if f"d{p.name}" == name)
    k = parameter.start + int(i) * parameter.shape[1] + int(j)
    up, down = story.trace.theta.copy(), story.trace.theta.copy()
    up[k] += 1e-5
    down[k] -= 1e-5
    slope = (loss(story, up) - loss(story, down)) / 2e-5
    assert stops["nudge"].scene.beside.tangent[2] == pytest.approx(slope, rel=1e-5, abs=1e-9)


def test_what_is_asked_has_the_answer_that_is_given(told):
    story, stops = told
    sums = np.array([abs(slope_of_sum(story, k)) for k in range(10)])
    assert sums[stops["outputs"].choice.right] == pytest.approx(sums.max(), rel=1e-6)
    blames = np.array([abs(slope_of_sent(story, k)) for k in range(story.sizes[-2])])
    assert blames[stops["unit"].choice.right] == pytest.approx(blames.max(), rel=1e-6)


def slope_of_sum(story, k):
    z = np.tile(story.z[-1], (2, 1))
    z[:, k] += [1e-5, -1e-5]
    losses = story.digit.network.loss.each(z, np.tile(story.trace.y, (2, 1)))
    return (losses[0] - losses[1]) / 2e-5


def slope_of_sent(story, unit):
    sent = np.tile(story.a[-1], (2, 1))
    sent[:, unit] += [1e-5, -1e-5]
    losses = story.digit.network.loss.each(sent @ story.W[-1] + story.b[-1], np.tile(story.trace.y, (2, 1)))
    return (losses[0] - losses[1]) / 2e-5


def test_a_step_did_to_everybody_what_is_told(told):
    story, stops = told
    network, rate, everybody = story.digit.network, story.step.rate, story.digit.everybody
    after = network.predict(story.trace.theta - rate * story.trace.gradient, everybody.images)
    right = (after.argmax(axis=1) == everybody.labels).mean()
    assert f"{100 * right:.2f} % after" in prose(stops["others"])
    happened = loss(story, story.trace.theta - rate * story.trace.gradient)
    assert f"What happened is {three(happened)}." in prose(stops["step"])
    assert 0 < story.ahead.promised(rate) < story.loss
    assert happened < story.loss


def test_the_promise_is_the_tangent_of_the_curve(told):
    graph = told[1]["step"].scene.beside
    assert isinstance(graph, Graph)
    _, start, slope = graph.tangent
    assert graph.y[0] == pytest.approx(start)
    fine = np.linspace(0, graph.x[1] / 1e3, 2)
    assert (told[0].loss_after(fine[1]) - start) / fine[1] == pytest.approx(slope, rel=1e-2)


def test_a_scene_speaks_of_what_the_network_has(told):
    story, stops = told
    arrays, passes = story.digit.arrays, story.passes()
    for stop in stops.values():
        scene = stop.scene
        assert len(scene.columns) == len(story.sizes)
        assert all(arrays[name].shape == (1, size) for name, size in zip(scene.columns, story.sizes, strict=True))
        assert all(unit < story.sizes[column] for column, unit in scene.rings)
        assert scene.of in passes
        assert not stop.step or any(stop.step in (e, e.removesuffix("′")) for e in arrays), stop.step


def test_the_prose_has_one_idea_a_stop(told):
    for stop in told[1].values():
        words = prose(stop).split()
        assert 25 <= len(words) <= 210, f"{stop.key}: {len(words)} words"
        assert not re.search(r"\b(simply|just as easily|obviously|of course)\b", prose(stop))

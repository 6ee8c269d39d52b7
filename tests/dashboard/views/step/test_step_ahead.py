import base64
from dataclasses import replace

import numpy as np
import pytest

from core.datasets import Split
from core.metrics import evaluate
from core.network import Network
from core.optimizers import OPTIMIZERS
from dashboard.data.own_images import OwnImage
from dashboard.data.shipped import unseen_digits
from dashboard.views.step import step_ahead
from dashboard.views.step.by_hand import Steps, propose
from dashboard.views.step.moment import Moment
from dashboard.views.step.step_ahead import Ask, chosen_rate, curve, everybody, how_many
from dashboard.views.step.subject import Choice, fresh, shipped
from lessons.page.example import Example
from lessons.page.one_step import RATES
from lessons.walks.story import Story


def chosen(subject, index=115, together=1):
    choice = Choice(subject, index, together, int(subject.labels[index]))
    return Moment.of(choice, (), Steps())


def ask(moment, step, words):
    return Ask(words, moment.trace.theta, lambda: step, moment.choice)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_at_the_chosen_rate_the_promise_is_a_loss_and_at_the_next_it_is_none(name):
    moment = chosen(shipped())
    memory = OPTIMIZERS[name].start(moment.theta)
    rate = chosen_rate(moment.trace, Steps(name), memory)
    assert propose(moment.trace, Steps(name, rate), memory).predicted > 0
    larger = next((other for other in RATES if other > rate), None)
    assert larger is None or propose(moment.trace, Steps(name, larger), memory).predicted <= 0


def test_the_curve_goes_through_both_ends_of_the_step_and_leaves_along_the_slope():
    moment = chosen(fresh("784-8-tanh-10", 0), together=4)
    proposal = propose(moment.trace, Steps("sgd", 0.01), ())
    found = dict(map(tuple, curve(moment.trace, proposal.step)))
    assert found[0.0] == pytest.approx(proposal.before, rel=1e-12)
    assert found[1.0] == pytest.approx(proposal.after, rel=1e-12)
    assert 0.1 in found
    short = 1 / step_ahead.FINE
    slope = (found[short] - found[-short]) / (2 * short)
    assert slope == pytest.approx(proposal.predicted - proposal.before, rel=1e-2)


def test_a_large_network_has_fewer_points():
    small, large = (chosen(fresh(text, 0)) for text in ("784-8-relu-10", "784-1000-relu-500-relu-10"))
    points = [len(curve(moment.trace, moment.trace.gradient)) for moment in (small, large)]
    assert points[0] > points[1] > 10


def test_everybody_else_is_what_core_and_the_told_walk_say():
    subject, digits = shipped(), unseen_digits()
    moment = chosen(subject)
    told = Story(Example.of(subject.network, subject.theta, digits.images, digits.labels, 115))
    assert chosen_rate(moment.trace, Steps(), ()) == told.step.rate
    step = propose(moment.trace, Steps("sgd", told.step.rate), ()).step
    found = everybody(ask(moment, step, "as core says"))
    assert (found["count"], found["of"]) == (10_000, 10_000)
    judged = [evaluate(subject.network, theta, digits) for theta in (moment.theta, moment.theta + step)]
    assert found["right"] == [round(10_000 * one.accuracy) for one in judged]
    assert found["loss"] == pytest.approx([one.loss for one in judged], rel=1e-12)
    said = told.readings
    assert (found["less"], found["lost"], found["gained"]) == (said.less, len(said.lost), len(said.gained))


def test_the_digits_that_changed_most_come_with_their_pixels_and_without_those_that_it_learnt_from():
    subject, digits = shipped(), unseen_digits()
    moment = chosen(subject)
    step = -0.001 * moment.trace.gradient
    changed = everybody(ask(moment, step, "pixels"))["changed"]
    assert len(changed) == step_ahead.PICTURES
    assert 115 not in [one["digit"] for one in changed]
    for one in changed:
        n = one["digit"]
        ink = np.frombuffer(base64.b64decode(one["ink"]), np.uint8)
        np.testing.assert_array_equal(ink, np.round(255 * digits.images[n]))
        p = subject.network.predict(moment.theta + step, digits.images[n : n + 1])[0]
        assert one["truth"][1] == pytest.approx(p[one["label"]])
        assert one["read"][1] == p.argmax()


def test_an_image_of_ones_own_is_none_of_the_test_digits():
    subject = fresh("784-5-relu-10", 0)
    own = (OwnImage(unseen_digits().images[7]), OwnImage(unseen_digits().images[8], 3))
    choice = replace(chosen(subject).choice, subject=subject.led_by(own), index=0, images=own)
    moment = Moment.of(choice, (), Steps())
    step = -0.01 * moment.trace.gradient
    found = everybody(ask(moment, step, "own"))
    assert found["of"] == 10_000
    judged = evaluate(subject.network, moment.theta, Split(unseen_digits().images, unseen_digits().labels))
    assert found["right"][0] == round(10_000 * judged.accuracy)
    one = found["changed"][0]
    assert one["label"] == unseen_digits().labels[one["digit"]]


def test_the_same_question_is_answered_once():
    moment, asked = chosen(fresh("784-5-relu-10", 0)), []
    question = Ask("twice", moment.theta, lambda: asked.append(1) or 0 * moment.theta, moment.choice)
    assert everybody(question) is everybody(replace(question))
    assert asked == [1]
    assert everybody(replace(question, words="another pass")) is not everybody(question)


@pytest.mark.parametrize(
    ("text", "all_of_them"),
    [
        ("784-128-relu-64-relu-10", True),
        ("784-1000-relu-500-relu-10", False),
        ("1x28x28-conv6x5x5-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10", False),
    ],
)
def test_a_large_network_judges_the_first_hundreds(text, all_of_them):
    count = how_many(Network.from_text(text), 10_000)
    assert (count == 10_000) is all_of_them
    assert count % 100 == 0
    assert count >= 100

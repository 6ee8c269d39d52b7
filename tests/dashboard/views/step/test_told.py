"""The walk is what a visitor of the stepper meets, and a click leads from it to the stepper and back, at one place."""

import json
from dataclasses import replace

import pytest

from core.network import Network
from dashboard.data.shipped import guesses, unseen_digits
from dashboard.views.step import told
from dashboard.views.step.address import Address
from dashboard.views.step.subject import fresh, shipped
from lessons.engine.chain.equations import derive
from lessons.page.small import SMALL


def data(app) -> dict:
    """What the walk on the page was handed."""
    (component,) = app.get("bidi_component")
    return json.loads(component.proto.json)


@pytest.mark.parametrize(
    ("query", "start", "caption"),
    [
        ({}, "look", "test digit 115, a 4"),
        ({"tell": "unit"}, "unit", "test digit 115, a 4"),
        ({"tell": "whole", "digit": "8"}, "whole", "test digit 8, a 5"),
        ({"tell": "<b>"}, "look", "test digit 115, a 4"),
        ({"tell": "look", "network": "784-12-tanh-10", "seed": "3", "digit": "0"}, "look", "test digit 0, a 7"),
    ],
)
def test_an_address_leads_to_a_stop_of_the_walk(page, query, start, caption):
    shown = data(page(**query))
    assert shown["start"] == start
    assert shown["passes"][""]["caption"] == caption


@pytest.mark.parametrize(
    "query", [{"digit": "115"}, {"step": "dz3"}, {"network": "784-5-relu-10"}, {"present": "true"}]
)
def test_an_address_that_asks_for_anything_else_leads_to_the_stepper(page, query):
    assert len(page(**query).get("bidi_component")) > 1


LENET = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"


def test_a_network_that_cannot_be_drawn_whole_is_told_on_sheets(page):
    shown = data(page(tell="look", network="784-80-relu-10"))
    assert shown["strip"] == ["digit", "80", "10", "loss"]
    assert {sheet["array"] for sheet in shown["stops"][0]["scene"]["sheets"]} == {"x", "p"}


@pytest.mark.parametrize(
    ("loss", "sheet", "title"),
    [("quadratic", "answer", "Through the bend"), ("binary cross-entropy", "p", "How a sum becomes an answer")],
)
def test_every_loss_is_told(page, loss, sheet, title):
    app = page(tell="outputs", network="784-12-relu-10-sigmoid" if loss == "quadratic" else "784-12-relu-10", loss=loss)
    shown = data(app)
    assert shown["start"] == "outputs"
    assert title in [stop["title"] for stop in shown["stops"]]
    assert {one["array"] for one in shown["stops"][0]["scene"]["sheets"]} == {"x", sheet}


def test_a_run_is_told_with_what_its_training_asked_besides():
    subject = replace(shipped(), config=replace(shipped().config, label_smoothing=0.1))
    titles = [stop["title"] for stop in told.story(subject, 115)["stops"]]
    assert "What its training asked besides" in titles
    assert "What its training asked besides" not in [s["title"] for s in told.story(shipped(), 115)["stops"]]


@pytest.mark.parametrize(
    ("network", "loss"),
    [
        (LENET, "cross-entropy"),
        ("784-70-bn-relu-dropout0.5-10", "binary cross-entropy"),
        ("784-12-ln-tanh-8-sigmoid-10-sigmoid", "quadratic"),
    ],
)
def test_every_step_of_any_network_leads_to_a_stop_of_its_walk(network, loss):
    subject = fresh(network, 0, loss)
    stops = {stop["key"] for stop in told.story(subject, 115)["stops"]}
    steps = told.example_of(subject, 115).equations
    found = {step: told.stop_for(step, subject.network) for step in steps}
    assert {step: stop for step, stop in found.items() if stop not in stops} == {}
    assert len(set(found.values())) > 10


def test_a_normalised_network_is_told_with_a_mini_batch():
    subject = fresh("784-70-bn-relu-10", 0)
    assert len(told.example_of(subject, 9_999).trace.y) == told.TOGETHER
    titles = [stop["title"] for stop in told.story(subject, 9_999)["stops"]]
    assert "The mean of a mini-batch" in titles
    assert "The three ways meet" in titles


def test_the_stepper_leads_back_to_the_stop_of_its_step(page):
    app = page(digit="115", step="da2")
    (button,) = [b for b in app.button if b.label == "Tell me"]
    button.click().run()
    assert app.query_params["tell"] == "unit"
    assert data(app)["start"] == "unit"


def test_every_stop_leads_to_a_step_that_there_is():
    names = {e["key"]: e for e in told.story(shipped(), told.DIGIT)["stops"]}
    steps = told.example_of(shipped(), told.DIGIT).equations
    assert all(not stop["step"] or stop["step"] in steps for stop in names.values())
    for step in steps:
        assert told.stop_for(step, shipped().network) in names


def test_the_first_walk_is_of_a_mistake():
    assert guesses()[told.DIGIT].argmax() != unseen_digits().labels[told.DIGIT]


def test_a_story_is_small_enough_to_travel():
    assert len(json.dumps(told.story(shipped(), told.DIGIT))) < 150_000
    assert len(json.dumps(told.story(fresh("784-64-relu-64-relu-64-relu-10", 0), 0))) < 500_000
    assert len(json.dumps(told.story(fresh(LENET, 0), 115))) < 400_000


@pytest.mark.parametrize(("step", "stop"), [("dW1", "pixels"), ("dW2", "weights"), ("da1", "unit"), ("z2", "three")])
def test_steps_and_stops_belong_together(step, stop):
    assert told.stop_for(step, Network.from_text("784-5-relu-10")) == stop


def given_address(name: str = "mazur") -> Address:
    return Address.from_query(SMALL[name].query())


def test_numbers_that_were_given_are_told_by_hand():
    subject = told.subject_of(given_address())
    packet = told.story(subject, 0)
    assert packet["given"]
    assert packet["label"] == -1
    assert packet["stops"][0]["title"] == "Small enough to work out by hand"
    keys = {stop["key"] for stop in packet["stops"]}
    assert {told.stop_for(equation.name, subject.network) for equation in derive(subject.network)} <= keys
    assert told.stop_for("z1", subject.network) == "sums-1"
    assert told.stop_for("p", subject.network) == "sums-2"
    assert told.stop_for("dW2", subject.network) == "weights-2"


def test_what_is_too_large_to_be_written_down_has_no_walk_and_the_page_says_nothing_of_one():
    address = Address.from_query({"network": "20-30-relu-5", "given": "labels:1"})
    assert not told.has_walk(told.subject_of(address))

"""A page that waits is told what is new, in few bytes, and that it is to be drawn anew when it is."""

import base64
import json
import time

import numpy as np
import pytest

from core.config import Config
from dashboard.runs import live
from dashboard.runs.store import EpochFigures

CONFIG = Config(network="784-10", epochs=4)


def line(store):
    return live.Line().look(store, time.monotonic())


def told(store, run, **known):
    """What a page reads, after its way over the network."""
    answer = json.loads(live.as_json(live.news(store, run, line(store), **known)))
    points = answer.get("points", {})
    return answer | {"points": {name: np.frombuffer(base64.b64decode(text), "<f4") for name, text in points.items()}}


@pytest.fixture
def run(store):
    """A run of 100 steps so far, whose loss falls from 1 to 0.01; its accuracy is measured every tenth step."""
    run = store.submit(CONFIG, "anna", "running", step=100, total=400, speed=50.0)
    shares = [k / 200 if k % 10 == 0 else np.nan for k in range(1, 101)]
    store.append(run, 1, {"loss": [1 - k / 101 for k in range(100)], "accuracy": shares, "seconds": [0.1] * 100})
    store.add_epoch(run, EpochFigures(100, 1, 0.3, 0.9))
    return run


def test_a_page_that_knows_nothing_is_told_all(store, run):
    answer = told(store, run)
    assert (answer["mark"], answer["status"], answer["again"]) == ("running 0", "running", True)
    assert answer["sentence"] == "Training: step 100 of 400"
    assert dict(answer["numbers"])["Time left"] == "6 s"
    np.testing.assert_array_equal(answer["points"]["steps"], np.arange(1, 101))
    np.testing.assert_allclose(answer["points"]["loss"], store.curve(run, "loss"), rtol=1e-6)
    assert answer["points"]["means"][99] == pytest.approx(store.curve(run, "loss")[50:].mean())
    assert np.isnan(answer["points"]["shares"][8])
    assert answer["points"]["shares"][99] == pytest.approx(np.mean([0.3, 0.35, 0.4, 0.45, 0.5]))
    assert answer["epochs"] == [[100, 0.3, 0.9]]


def test_a_page_that_knows_some_is_told_the_rest_and_the_same_means(store, run):
    whole, rest = told(store, run), told(store, run, since=70, epochs=1)
    assert (rest["again"], rest["epochs"], rest["taken"]) == (False, [], 100)
    for name in ("steps", "loss", "means", "seconds"):
        np.testing.assert_array_equal(rest["points"][name], whole["points"][name][70:])
    assert len(told(store, run, since=100)["points"]["steps"]) == 0


def test_a_run_that_was_taken_back_is_told_anew(store, run):
    store.rewind(run, 40)
    answer = told(store, run, since=100, epochs=1)
    assert (answer["again"], answer["taken"]) == (True, 40)


def test_a_long_curve_is_told_in_few_points_with_its_peaks(store):
    run = store.submit(CONFIG, "anna", "running", step=100_000, total=200_000)
    loss = np.full(100_000, 0.5)
    loss[77_777] = 9.0
    store.append(run, 1, {"loss": loss.tolist(), "seconds": loss.tolist()})
    for thinned in (False, True):
        if thinned:
            store.thin(run)
        answer = told(store, run)
        assert len(answer["points"]["steps"]) <= live.MOST
        assert answer["points"]["loss"].max() == 9.0
        assert len(live.as_json(live.news(store, run, line(store)))) < 20_000
    assert len(told(store, run, since=99_000)["points"]["steps"]) <= live.MOST


def test_those_in_line_are_told_their_places(store):
    runs = [store.submit(CONFIG, session) for session in ("anna", "bert", "carla")]
    store.claim(runs[0])
    assert told(store, runs[1])["sentence"].startswith("Next in line. It starts as soon as the run under way")
    assert told(store, runs[2])["sentence"].startswith("Number 2 in line. 1 run is training now")


def test_the_line_is_worked_out_once_for_all_who_ask_at_the_same_time(store, monkeypatch):
    looked, line_up = [], live.line_up
    monkeypatch.setattr(live, "line_up", lambda *given: looked.append(1) or line_up(*given))
    seen = live.Line()
    for now in (0.0, 0.1, 0.2, 5.0):
        seen.look(store, now)
    assert len(looked) == 2


@pytest.mark.parametrize("event", ["pause", "stop", "finish"])
def test_the_mark_is_another_when_the_page_is_to_be_drawn_anew(store, run, event):
    before = live.mark_of(store, run)
    store.update(run, token="held")
    store.move(run, event, token="held")
    assert told(store, run)["mark"] == live.mark_of(store, run) != before
    store.add_mark(run, 50, "learning rate 1 → 2")
    assert told(store, run)["mark"].endswith(" 1")


def test_nothing_is_told_of_a_run_that_is_gone(store):
    assert live.news(store, "0123456789", line(store)) == {"mark": ""}
    assert live.mark_of(store, "0123456789") == ""


def test_a_loss_that_is_no_number_can_be_told(store, run):
    store.append(run, 101, {"loss": [np.inf, np.nan], "seconds": [0.1, 0.1]})
    store.add_epoch(run, EpochFigures(102, 2, np.inf, 0.1))
    answer = told(store, run)
    assert answer["epochs"][-1] == [102, None, 0.1]
    assert np.isinf(answer["points"]["loss"][-2])

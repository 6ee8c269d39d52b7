"""The runs of a class: those of its students since they joined, the best first; and what a student may start."""

import pytest

from core.config import Config
from dashboard.runs.classes.classes import Allowed, allow
from dashboard.runs.classes.room import best_of, delete_runs, objection, runs_of, stop
from dashboard.runs.store import EpochFigures
from dashboard.runs.surplus import on_boards, surplus

SMALL, LARGE = Config(network="784-10"), Config(network="784-32-relu-10")


@pytest.fixture
def runs(store, ada):
    """Ada's runs: one of before she joined, two of after; and a stranger's."""
    before = store.submit(SMALL, ada.browser, "finished", created=ada.joined - 1)
    worse, better = (store.submit(config, ada.browser, "finished") for config in (SMALL, LARGE))
    stranger = store.submit(SMALL, "stranger", "finished")
    for run, share in ((before, 0.99), (worse, 0.9), (better, 0.8), (better, 0.95), (stranger, 0.999)):
        store.add_epoch(run, EpochFigures(int(1000 * share), 1, 0.5, share))
    return before, worse, better, stranger


def test_the_board_has_the_best_first_and_nobody_elses(store, room, runs):
    before, worse, better, stranger = runs
    rows = runs_of(store, room.code)
    assert [(row.record.id, row.best, row.student.name) for row in rows] == [(better, 0.95, "Ada"), (worse, 0.9, "Ada")]
    assert [row.parameters for row in rows] == [784 * 32 + 32 + 32 * 10 + 10, 7_850]
    assert delete_runs(store, room.code) == 2
    assert {record.id for record in store.records()} == {before, stranger}


def test_what_stands_on_the_board_is_not_dropped(store, runs):
    before, worse, better, stranger = runs
    assert on_boards(store) == {worse, better}
    assert {record.id for record in surplus(store.records(), 0, on_boards(store))} == {before, stranger}


def test_a_goal_counts_networks_that_are_small_enough(store, ada, runs):
    assert best_of(store, ada.browser) == 0.99
    assert best_of(store, ada.browser, 7_850) == 0.99
    assert best_of(store, ada.browser, 7_849) == 0.0
    assert best_of(store, "nobody") == 0.0


def test_a_teacher_stops_what_waits_and_what_trains(store, ada):
    waiting, training = store.submit(SMALL, ada.browser), store.submit(SMALL, ada.browser, "running")
    for run in (waiting, training):
        stop(store, store.record(run))
    assert store.record(waiting).status == "stopped"
    assert store.take_requests(training) == [("stop", None)]


def test_a_student_may_start_what_the_teacher_allows(store, room, ada):
    assert objection(store, ada.browser, LARGE) == ""
    allow(store, room.code, Allowed(parameters=10_000))
    assert "up to 10,000 parameters; this one has 25,450" in objection(store, ada.browser, LARGE)
    assert objection(store, ada.browser, SMALL) == objection(store, "stranger", LARGE) == ""
    allow(store, room.code, Allowed(epochs=3))
    assert "up to 3 epochs; these are 4" in objection(store, ada.browser, Config(network="784-10", epochs=4))
    allow(store, room.code, Allowed(together=2))
    store.submit(SMALL, ada.browser)
    assert objection(store, ada.browser, SMALL) == ""
    assert "2 runs at once" in objection(store, ada.browser, SMALL, runs=2)

"""The runs of a class: those of its students since they joined, the best first."""

import pytest

from core.config import Config
from dashboard.runs.classes.room import best_of, delete_runs, runs_of, stop
from dashboard.runs.store import EpochFigures

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

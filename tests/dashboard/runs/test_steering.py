"""What is asked of a run is done by its worker, and by none where there is none."""

import pytest

from core.config import Config
from dashboard.runs.steering import rate_asked, steer
from dashboard.runs.store import StoreError

CONFIG = Config(network="784-10")


def test_a_run_that_trains_is_asked(store):
    run = store.submit(CONFIG, "anna", "running")
    steer(store, run, "pause", "anna")
    steer(store, run, "rate", "anna", 0.5)
    assert store.record(run).status == "running"
    assert store.take_requests(run) == [("pause", None), ("rate", 0.5)]


@pytest.mark.parametrize("word", ["go", "step", "epoch"])
def test_a_paused_run_is_put_in_line_and_keeps_what_was_asked(store, word):
    run = store.submit(CONFIG, "anna", "paused", message="It went on elsewhere.")
    steer(store, run, "rate", "anna", 0.25)
    assert (store.record(run).status, rate_asked(store, run)) == ("paused", 0.25)
    steer(store, run, word, "anna")
    record = store.record(run)
    assert (record.status, record.message) == ("queued", "It went on elsewhere.")
    assert record.heartbeat > record.created  # it stands behind those who wait already
    store.claim(run)
    assert store.take_requests(run) == [("rate", 0.25), (word, None)]


@pytest.mark.parametrize("status", ["queued", "paused"])
def test_a_run_without_a_worker_is_stopped_at_once(store, status):
    run = store.submit(CONFIG, "anna", status)
    steer(store, run, "rate", "anna", 0.25)
    steer(store, run, "stop", "anna")
    assert store.record(run).status == "stopped"
    assert store.take_requests(run) == []


def test_who_goes_on_counts_as_one_more_in_line(store, monkeypatch):
    monkeypatch.setenv("CHAINRULE_WAITING", "1")
    run = store.submit(CONFIG, "anna", "paused")
    store.submit(CONFIG, "anna")
    with pytest.raises(StoreError, match="1 run in line"):
        steer(store, run, "go", "anna")
    assert store.record(run).status == "paused"
    assert store.take_requests(run) == []

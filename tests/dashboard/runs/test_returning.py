"""Runs that lost their workers go on by themselves, as long as it is not the run itself that ends them."""

import time

import pytest

from core.config import Config
from dashboard.runs.admission import resume
from dashboard.runs.returning import AWAY, WENT_ON, Returning
from dashboard.runs.states import TRIES

CONFIG = Config(network="784-10")


def fallen(store, status="lost", **columns):
    return store.submit(CONFIG, "anna", status, **{"heartbeat": time.time(), "pid": 7, "message": "Gone."} | columns)


@pytest.mark.parametrize(("status", "message"), [("lost", f"Gone. {WENT_ON}"), ("interrupted", "")])
def test_a_run_without_a_worker_is_put_in_line_once_that_has_settled(store, status, message):
    run, returning = fallen(store, status), Returning()
    returning.look(store)
    assert store.record(run).status == status
    returning.look(store, settle=0.0)
    record = store.record(run)
    assert (record.status, record.message, record.tries) == ("queued", message, 1)


def test_the_time_that_it_settles_begins_anew_where_somebody_else_took_it_meanwhile(store):
    run, returning = fallen(store), Returning()
    returning.look(store)
    assert run in returning.seen
    store.update(run, status="running")
    returning.look(store)
    assert not returning.seen


def test_a_run_that_ends_its_workers_waits_for_a_person_in_the_end(store):
    run, returning = fallen(store), Returning()
    for _ in range(TRIES):
        returning.look(store, settle=0.0)
        assert store.record(run).status == "queued"
        store.update(run, status="lost")
    returning.look(store, settle=0.0)
    assert store.record(run).status == "lost"
    resume(store, run, "anna")
    assert (store.record(run).status, store.record(run).tries) == ("queued", 0)


def test_what_no_worker_began_with_is_not_held_against_the_run(store):
    run = fallen(store, pid=None)
    Returning().look(store, settle=0.0)
    assert (store.record(run).status, store.record(run).tries) == ("queued", 0)


def test_what_a_person_stopped_and_what_is_long_past_stays(store):
    runs = [fallen(store, "stopped"), fallen(store, "failed"), fallen(store, heartbeat=time.time() - AWAY - 1)]
    for run in runs:
        store.update(run, created=time.time() - AWAY - 2)
    Returning().look(store, settle=0.0)
    assert [store.record(run).status for run in runs] == ["stopped", "failed", "lost"]

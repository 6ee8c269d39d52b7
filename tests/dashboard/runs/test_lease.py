"""A worker writes while it holds its run and not a byte afterwards; a late one never costs the run anything."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import islice
from time import monotonic as now  # of the world, not of the tests

import pytest

from core.config import Config
from dashboard.runs import lease, leases, watch, worker
from dashboard.runs.engine import Engine
from dashboard.runs.lease import Lease, Lost
from dashboard.runs.notice import Notice
from dashboard.runs.store import ENDED, open_store
from dashboard.runs.watch import Watch
from dashboard.runs.worker import Worker

CONFIG = Config(network="784-10", batch_size=10, epochs=3, validation=0)


@pytest.fixture
def digits(digits, monkeypatch):
    """Without what a worker does to its process: this one is the tests'."""
    monkeypatch.setattr(worker, "listen", Notice)
    monkeypatch.setattr(os, "nice", lambda by: None)
    return digits


def expire(store, run):
    """Let an engine take the run, as after a long silence."""
    store.update(run, expires=0.0)
    (seen,) = store.overdue()
    assert store.expire(seen, watch.MESSAGE)


def everything(store, run):
    """All that there is of a run, as bytes."""
    rows = [
        sorted(store.connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (run,)).fetchall(), key=repr)
        for table, key in [("runs", "id"), *[(t, "run") for t in ("curves", "epochs", "marks", "requests", "thinned")]]
    ]
    return rows, {path.name: path.read_bytes() for path in (store.folder / "checkpoints").iterdir()}


def halfway(store, digits, steps=25):
    """A worker in the middle of its run."""
    some = Worker(Lease(store, store.submit(CONFIG, "anna")), Notice())
    some.checkpoint()
    for event in islice(worker.train(some.run, digits), steps):
        some.note(event)
    return some


@pytest.mark.parametrize(
    "act",
    [
        Worker.flush,
        Worker.checkpoint,
        lambda some: some.note(worker.Epoch(25, 1, 0.5, 0.5, None)),
        lambda some: some.change_rate(0.5),
        lambda some: some.end("stop", ""),
        lambda some: some.end("fail", "something"),
        Worker.work,
    ],
)
@pytest.mark.parametrize("resumed", [False, True])
def test_a_late_worker_touches_nothing(store, digits, act, resumed):
    some = halfway(store, digits)
    expire(store, some.id)
    if resumed:  # and another one trains it by now
        store.move(some.id, "resume")
        other = Worker(Lease(store, some.id), Notice())
        other.flush()
    store.ask(some.id, "pause")
    before = everything(store, some.id)
    some.pause_at = some.run.step
    with pytest.raises(Lost):
        act(some)
    assert everything(store, some.id) == before


@pytest.mark.parametrize("status", ["lost", "queued", "running", "deleted"])
def test_a_late_worker_that_comes_up_touches_nothing(store, digits, status):
    """It was claimed, took long to start, and the run was given to somebody else."""
    run = store.submit(CONFIG, "anna")
    path = store.checkpoint_path(run, 5)
    path.parent.mkdir()
    path.write_bytes(b"precious")
    token = store.claim(run)
    if status == "deleted":
        store.connection.execute("DELETE FROM runs")
    else:
        expire(store, run)
    if status in ("queued", "running"):
        store.move(run, "resume")
    if status == "running":
        store.move(run, "begin", token=store.claim(run))
    before = everything(store, run)
    worker.main(run, token, Notice())
    assert everything(store, run) == before


def test_of_two_workers_with_one_token_one_trains(store, digits):
    run = store.submit(CONFIG, "anna")
    token = store.claim(run)
    Worker(Lease(store, run, token), Notice())
    before = everything(store, run) if (store.folder / "checkpoints").exists() else None
    with pytest.raises(Lost):
        Worker(Lease(store, run, token), Notice())
    assert before is None or everything(store, run) == before


def test_what_was_asked_of_a_worker_that_is_gone_is_not_asked_of_the_next(store, digits):
    some = halfway(store, digits)
    store.ask(some.id, "stop")
    expire(store, some.id)
    store.move(some.id, "resume")
    assert store.take_requests(some.id) == []


def test_a_lease_is_renewed_while_the_worker_is_busy(store, monkeypatch):
    monkeypatch.setattr(lease, "RENEW", 0.02)
    run = store.submit(CONFIG, "anna")
    token = store.claim(run)
    with Lease(store, run, token).renewed():
        store.update(run, expires=0.0)
        deadline = time.monotonic() + 5
        while store.overdue() and time.monotonic() < deadline:
            time.sleep(0.02)
    assert not store.overdue()


@pytest.mark.parametrize("ahead", [-3600.0, 3600.0])
def test_a_clock_that_was_set_does_not_keep_a_dead_worker_alive(store, ahead):
    run = store.submit(CONFIG, "anna")
    store.claim(run)
    assert not store.overdue()
    store.connection.execute("UPDATE runs SET expires = expires + ?", (ahead,))
    assert [seen.run for seen in store.overdue()] == [run]


def test_an_engine_that_was_stopped_does_not_judge_the_next_holder_by_the_one_before(store):
    run = store.submit(CONFIG, "anna")
    store.claim(run)
    store.update(run, expires=0.0)
    (old,) = store.overdue()
    expire(store, run)
    store.move(run, "resume")
    token = store.claim(run)
    store.update(run, expires=0.0)  # late as well, but nobody has looked on yet
    assert not store.expire(old, watch.MESSAGE)
    assert store.renew(run, token)


class Clock:
    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(watch.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def looks(look, store, clock, seconds, every=0.1):
    for _ in range(round(seconds / every)):
        clock.now += every
        if taken := look.look(store):
            return taken
    return []


def test_an_engine_that_slept_looks_on_before_it_judges(store, clock):
    """After a night with the lid closed all leases have run out, and every worker is about to renew its own."""
    run = store.submit(CONFIG, "anna")
    token, look = store.claim(run), Watch()
    look.look(store)
    store.update(run, expires=0.0)
    clock.now += 8 * 3600
    assert look.look(store) == []
    clock.now += 8 * 3600
    assert look.look(store) == []
    store.renew(run, token)
    assert looks(look, store, clock, 20) == []
    store.update(run, expires=0.0)
    assert looks(look, store, clock, watch.SILENT - 0.2) == []
    assert looks(look, store, clock, 0.5) == [run]


@pytest.mark.one_file
def test_a_locked_store_costs_no_run_its_lease(store, clock):
    """Whoever waits for the lock may be the holder, to renew: the engine begins to look anew."""
    run = store.submit(CONFIG, "anna")
    look, token = Watch(), store.claim(run)
    store.update(run, expires=0.0)
    other = sqlite3.connect(store.folder / "runs.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = now()
    assert looks(look, store, clock, 75) == []
    assert now() - began < 4  # it waits for no lock: the store's patience is five seconds
    other.close()
    clock.now += 0.1
    assert look.look(store) == []
    assert store.renew(run, token)
    assert looks(look, store, clock, 20) == []
    assert store.record(run).status == "starting"


def test_a_worker_waits_for_a_lock_of_75_seconds():
    assert worker.LOCKED > 75 > leases.LEASE


def test_engines_of_two_servers_start_no_more_than_there_are_places(store, monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_WORKERS", "1")
    with open_store() as another:
        one, two = store.submit(CONFIG, "anna"), store.submit(CONFIG, "anna")
        assert store.claim(one, 1)
        assert another.claim(two, 1) is None
        assert another.claim(one, 5) is None
        assert another.claim(two, 2)


def stop(store, process):
    """Stop it between two of its writes: in the middle of one it would lock the store for everybody."""
    while True:
        process.send_signal(signal.SIGSTOP)
        other = sqlite3.connect(store.folder / "runs.sqlite", timeout=0.2, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError:
            process.send_signal(signal.SIGCONT)
            time.sleep(0.02)
        finally:
            other.close()


@pytest.mark.parametrize("server", [False, True])
def test_a_stopped_worker_ends_true_and_its_run_goes_on(store, monkeypatch, server):
    """SIGSTOP until another server has called it lost, a resumed run, SIGCONT: the run and its files are all there."""
    monkeypatch.setenv("CHAINRULE_WORKERS", "2")
    config = Config(network="784-10", batch_size=50, epochs=8, validation=1_000)
    run = store.submit(config, "anna")
    first, other = Engine(), Engine()
    try:
        first.tick(store)
        (child,) = first.pool.children
        if not server:  # it comes up first; else it is stopped before its first breath
            while store.record(run).step == 0:
                time.sleep(0.05)
        stop(store, child.process)
        store.update(run, expires=0.0)  # ten seconds later
        deadline = time.monotonic() + 30
        while store.record(run).status != "lost" and time.monotonic() < deadline:
            other.tick(store)
            time.sleep(0.05)
        assert store.record(run).status == "lost"
        kept = set(store.checkpoints(run))
        assert store.move(run, "resume")
        child.process.send_signal(signal.SIGCONT)
        while child.run and time.monotonic() < deadline + 60:
            first.tick(store)
            time.sleep(0.05)
        assert not child.run
        while store.record(run).status not in ENDED and time.monotonic() < deadline + 120:
            other.tick(store)
            first.tick(store)
            time.sleep(0.05)
        record = store.record(run)
        assert (record.status, record.step) == ("finished", record.total)
        assert len(store.curve(run, "loss")) == record.total
        assert kept <= set(range(record.total))
        assert not store.unfinished(run)
    finally:
        first.dismiss()
        other.dismiss()


def test_a_server_that_closes_tells_of_a_worker_that_it_had_to_kill(store, monkeypatch):
    monkeypatch.setattr("dashboard.runs.engine.GRACE", 0.2)
    engine = Engine()
    run = store.submit(CONFIG, "anna")
    engine.tick(store)
    engine.pool.children[0].process.send_signal(signal.SIGSTOP)
    engine.dismiss()
    assert store.record(run).status == "interrupted"


def test_a_run_whose_process_cannot_be_started_says_so(store, monkeypatch):
    def full(*given, **named):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", full)
    engine = Engine()
    run = store.submit(CONFIG, "anna")
    engine.tick(store)
    record = store.record(run)
    assert (record.status, "temporarily unavailable" in record.message) == ("failed", True)


def test_this_file_can_be_run_by_the_command_that_starts_a_worker(store):
    run = store.submit(CONFIG, "anna")
    command = [sys.executable, "-m", "dashboard.runs.worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdin.write(f"{run} forged\n")
        process.stdin.flush()
        assert [process.stdout.readline(), process.stdout.readline()] == ["\n", "forged\n"]
        process.stdin.close()  # the server is gone
        assert process.wait(60) == 0
    assert store.record(run).status == "queued"

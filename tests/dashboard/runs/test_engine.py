"""Runs start in a fair order, workers that die are noticed, and what they were doing goes on bit for bit."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import psutil
import pytest

from core.config import Config
from core.datasets import load
from core.storage import load_run
from core.training import Run, Step, train
from dashboard.runs import watch
from dashboard.runs.checkpoints import thin
from dashboard.runs.engine import Engine, shut_down, start_up
from dashboard.runs.limits import Limits
from dashboard.runs.line import line_up
from dashboard.runs.notice import MACHINE
from dashboard.runs.store import ENDED, StoreError, open_store

QUICK = Config(network="784-10", epochs=2, batch_size=1_000, validation=1_000)
LONG = replace(QUICK, batch_size=50, epochs=200)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    monkeypatch.setenv("CHAINRULE_WORKERS", "2")
    return tmp_path


@pytest.fixture
def store(folder):
    with open_store() as store:
        yield store


@pytest.fixture
def engine(folder):
    """An engine that ticks when the test says so."""
    engine = Engine()
    yield engine
    engine.dismiss()


def until(engine, store, run, reached):
    """Tick until `reached(record)`; the record."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        engine.tick(store)
        record = store.record(run)
        if reached(record):
            return record
        time.sleep(0.02)
    raise AssertionError(record)


def process_of(engine, run):
    (child,) = (child for child in engine.children if child.run == run)
    return child.process


def ended(record):
    return record.status in ENDED


def records(store, *sessions):
    for session in sessions:
        store.submit(QUICK, session)
    return store.records("queued")


def test_a_sweep_of_one_does_not_hold_up_the_others(store):
    queued = records(store, "anna", "anna", "anna", "bert", "carla")
    assert [record.session for record in line_up(queued, [])] == ["anna", "bert", "carla", "anna", "anna"]
    running = [replace(queued[0], session="bert")]
    assert [record.session for record in line_up(queued, running)] == ["anna", "carla", "anna", "bert", "anna"]


def test_thinning_keeps_both_ends_and_spreads_the_rest():
    steps = [0, 1, 3, 10, 30, 100, 300, *range(430, 4301, 430)]
    kept = thin(steps, 8)
    assert len(kept) == 8
    assert (kept[0], kept[-1]) == (0, 4300)
    assert kept == sorted(set(kept) & set(steps))
    assert max(b / a for a, b in pairwise(kept[1:])) <= 10
    assert thin([0, 5], 0) == [0, 5]
    assert thin([], 3) == []


def test_limits_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("CHAINRULE_PARAMETERS", "1000")
    monkeypatch.setenv("CHAINRULE_MINUTES", "nonsense")
    limits = Limits.from_environment()
    assert (limits.parameters, limits.minutes) == (1000, 60)
    assert "up to 1,000 parameters" in limits.objection(QUICK)
    monkeypatch.delenv("CHAINRULE_PARAMETERS")
    assert Limits.from_environment().objection(QUICK) == ""


def test_a_run_is_trained_to_its_end(engine, store):
    run = store.submit(QUICK, "anna")
    record = until(engine, store, run, ended)
    assert (record.status, record.message) == ("finished", "")
    assert record.step == record.total == 2 * 59
    assert record.test_accuracy > 0.85
    np.testing.assert_array_equal([figures.step for figures in store.epochs(run)], [0, 59, 118])
    digits, expected = load(QUICK), Run.start(QUICK)
    losses = [event.loss for event in train(expected, digits) if isinstance(event, Step)]
    np.testing.assert_allclose(
        store.curve(run, "loss"), losses, rtol=1e-3
    )  # this process may add up in another order, on more threads
    np.testing.assert_allclose(load_run(store.checkpoints(run)[118]).theta, expected.theta, atol=1e-4)
    assert np.all(np.diff(store.curve(run, "seconds")) > 0)


def test_a_killed_worker_is_noticed_and_its_run_goes_on_bit_for_bit(engine, store):
    config = replace(QUICK, batch_size=100, epochs=6)
    undisturbed, run = (store.submit(config, "anna") for _ in range(2))
    seen = until(engine, store, run, lambda record: record.step > 700)
    os.kill(seen.pid, signal.SIGKILL)
    lost = until(engine, store, run, ended)
    assert (lost.status, "killed" in lost.message) == ("lost", True)
    assert 0 < max(store.checkpoints(run)) <= seen.step + 590
    assert store.move(run, "resume")
    records = [until(engine, store, name, ended) for name in (undisturbed, run)]
    assert [record.status for record in records] == ["finished", "finished"]
    np.testing.assert_array_equal(*(store.curve(name, "loss") for name in (undisturbed, run)))
    one, other = (load_run(store.checkpoints(record.id)[record.total]) for record in records)
    np.testing.assert_array_equal(one.theta, other.theta)
    for mine, theirs in zip(one.memory, other.memory, strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_worker_that_the_machine_ends_saves_its_run(engine, store):
    """SIGTERM, as when a computer shuts down: nothing but what was not yet learned is left to do."""
    run = store.submit(LONG, "anna")
    pid = until(engine, store, run, lambda record: record.step > 0).pid
    os.kill(pid, signal.SIGTERM)
    record = until(engine, store, run, ended)
    assert (record.status, record.message) == ("interrupted", f"{MACHINE} while this run trained.")
    assert max(store.checkpoints(run)) == record.step == len(store.curve(run, "loss"))
    assert store.move(run, "resume")
    until(engine, store, run, lambda record: record.step > max(store.checkpoints(run), default=0))


@pytest.mark.parametrize(("code", "status"), [(-signal.SIGTERM, "interrupted"), (-signal.SIGKILL, "lost"), (1, "lost")])
def test_the_end_of_a_worker_that_could_not_speak_is_told_by_its_exit_code(engine, store, monkeypatch, code, status):
    run = store.submit(QUICK, "anna")
    engine.tick(store)
    process = process_of(engine, run)
    process.kill()
    process.wait()
    monkeypatch.setattr(process, "returncode", code)
    engine.tick(store)
    record = store.record(run)
    assert record.status == status
    assert (MACHINE in record.message) == (status == "interrupted")


def test_a_run_obeys_while_it_trains(engine, store):
    run = store.submit(LONG, "anna")
    until(engine, store, run, lambda record: record.step > 0)
    store.ask(run, "pause")
    paused = until(engine, store, run, lambda record: record.status == "paused")
    store.ask(run, "step")
    stepped = until(engine, store, run, lambda record: record.step > paused.step)
    assert stepped.step == paused.step + 1
    store.ask(run, "epoch")
    at_epoch = until(engine, store, run, lambda record: record.status == "paused" and record.step > stepped.step)
    assert at_epoch.step % 1180 == 0
    assert store.epochs(run)[-1].step == at_epoch.step
    store.ask(run, "rate", 0.001)
    store.ask(run, "go")
    until(engine, store, run, lambda record: record.step > at_epoch.step + 100)
    store.ask(run, "stop")
    stopped = until(engine, store, run, ended)
    assert stopped.status == "stopped"
    assert store.marks(run) == [(at_epoch.step, "learning rate 0.005 → 0.001")]
    rates = store.curve(run, "lr")
    assert rates[at_epoch.step] / rates[at_epoch.step - 1] == pytest.approx(0.2, rel=0.01)
    assert load_run(store.checkpoints(run)[stopped.step]).config.learning_rate == 0.001
    assert len(rates) == stopped.step


def test_a_loss_that_is_no_number_is_an_honest_end(engine, store):
    run = store.submit(
        replace(
            QUICK, network="784-64-identity-64-identity-10", optimizer="sgd", schedule="constant", learning_rate=100.0
        ),
        "anna",
    )
    record = until(engine, store, run, ended)
    assert record.status == "diverged"
    assert f"step {record.step}" in record.message
    assert 0 < record.step < 118


def test_a_run_that_is_deleted_takes_its_worker_along(engine, store):
    run = store.submit(LONG, "anna")
    pid = until(engine, store, run, lambda record: record.step > 0).pid
    store.delete(run)
    assert process_of(engine, run).wait(10) == 0
    assert not psutil.pid_exists(pid)
    assert store.checkpoints(run) == {}


def test_no_more_workers_than_places(engine, store):
    runs = [store.submit(LONG, "anna") for _ in range(3)]
    engine.tick(store)
    assert [store.record(run).status for run in runs] == ["starting", "starting", "queued"]


def test_workers_save_and_leave_with_their_server(folder, store):
    """The server is killed, not asked: its workers notice and save, and the next server finds the truth."""
    run = store.submit(LONG, "anna")
    server = subprocess.Popen([sys.executable, "-c", "from dashboard.runs.engine import Engine; Engine().run()"])
    deadline = time.monotonic() + 20
    while (record := store.record(run)).step == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    server.kill()
    server.wait()
    while (
        psutil.pid_exists(record.pid)
        and psutil.Process(record.pid).status() != psutil.STATUS_ZOMBIE
        and time.monotonic() < deadline
    ):
        time.sleep(0.02)
    record = store.record(run)
    assert (record.status, record.message) == ("interrupted", "The server was closed while this run trained.")
    assert max(store.checkpoints(run)) == record.step > 0


def test_a_worker_that_died_with_its_server_is_found_lost(engine, store):
    run = store.submit(QUICK, "anna")
    token = store.claim(run)
    store.move(run, "begin", token=token)
    store.update(run, expires=0.0)
    began = time.monotonic()
    record = until(engine, store, run, ended)
    assert (record.status, record.message) == ("lost", watch.MESSAGE)
    assert time.monotonic() - began >= watch.SILENT


def test_a_death_that_cannot_be_written_down_is_written_later(engine, store, monkeypatch):
    run = store.submit(LONG, "anna")
    pid = until(engine, store, run, lambda record: record.step > 0).pid
    os.kill(pid, signal.SIGKILL)
    process_of(engine, run).wait(10)

    def full(*given):
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(store, "move", full)
        with pytest.raises(StoreError):
            engine.tick(store)
    engine.tick(store)
    assert "was killed" in store.record(run).message


def test_an_engine_is_started_once_and_stops(store):
    start_up()
    start_up()
    run = store.submit(QUICK, "anna")
    deadline = time.monotonic() + 20
    while store.record(run).status not in ENDED and time.monotonic() < deadline:
        time.sleep(0.05)
    shut_down()
    assert store.record(run).status == "finished"

"""Runs start in a fair order, workers that die are noticed, and what they were doing goes on bit for bit."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import groupby, pairwise
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from core.config import Config
from core.datasets import load
from core.storage import load_run
from core.training import Run, Step, train
from dashboard.runs import engine as engine_module
from dashboard.runs import line, watch
from dashboard.runs.checkpoints import thin
from dashboard.runs.cluster import Cluster
from dashboard.runs.engine import Engine, shut_down, start_up
from dashboard.runs.limits import Limits
from dashboard.runs.line import line_up
from dashboard.runs.notice import MACHINE
from dashboard.runs.returning import WENT_ON
from dashboard.runs.steering import steer
from dashboard.runs.store import ENDED, StoreError, open_store
from tests.dashboard.runs.conftest import until

QUICK = Config(network="784-10", epochs=2, batch_size=1_000, validation=1_000)
LONG = replace(QUICK, batch_size=50, epochs=10_000)  # an hour: it ends when it is told to


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
def engine(store, scheduler):
    """An engine that ticks when the test says so: on Dask, where CHAINRULE_TEST_ENGINE asks for that."""
    engine = Engine(Cluster(scheduler) if scheduler else None)
    deadline = time.monotonic() + 30
    while engine.pool.places(engine.limits) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    yield engine
    if scheduler:
        for record in store.records():
            store.delete(record.id)  # their tasks outlive an engine
    engine.dismiss()


def process_of(engine, run):
    (child,) = (child for child in engine.pool.children if child.run == run)
    return child.process


def ended(record):
    return record.status in ENDED


def records(store, *sessions):
    for session in sessions:
        store.submit(QUICK, session)
    return store.records("queued")


@pytest.mark.one_machine
def test_a_sweep_of_one_does_not_hold_up_the_others(store):
    queued = records(store, "anna", "anna", "anna", "bert", "carla")
    assert [record.session for record in line_up(queued, [])] == ["anna", "bert", "carla", "anna", "anna"]
    running = [replace(queued[0], session="bert")]
    assert [record.session for record in line_up(queued, running)] == ["anna", "carla", "anna", "bert", "anna"]


@pytest.mark.one_machine
def test_thinning_keeps_both_ends_and_spreads_the_rest():
    steps = [0, 1, 3, 10, 30, 100, 300, *range(430, 4301, 430)]
    kept = thin(steps, 8)
    assert len(kept) == 8
    assert (kept[0], kept[-1]) == (0, 4300)
    assert kept == sorted(set(kept) & set(steps))
    assert max(b / a for a, b in pairwise(kept[1:])) <= 10
    assert thin([0, 5], 0) == [0, 5]
    assert thin([], 3) == []


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


def test_a_killed_worker_is_noticed_and_its_run_goes_on_by_itself_bit_for_bit(engine, store):
    config = replace(QUICK, batch_size=100, epochs=6)
    undisturbed, run = (store.submit(config, "anna") for _ in range(2))
    seen = until(engine, store, run, lambda record: record.step > 700)
    os.kill(seen.pid, signal.SIGKILL)
    lost = until(engine, store, run, ended)
    assert (lost.status, "killed" in lost.message) == ("lost", True)
    assert 0 < max(store.checkpoints(run)) <= seen.step + 590
    records = [until(engine, store, name, lambda one: one.status == "finished") for name in (undisturbed, run)]
    assert [record.message for record in records] == ["", f"{lost.message} {WENT_ON}"]
    assert records[1].pid != seen.pid
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


@pytest.mark.one_machine
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
    steer(store, run, "pause", "anna")
    paused = until(engine, store, run, lambda record: record.status == "paused")
    steer(store, run, "step", "anna")
    stepped = until(engine, store, run, lambda record: record.step > paused.step and record.status == "paused")
    assert stepped.step == paused.step + 1
    steer(store, run, "epoch", "anna")
    at_epoch = until(engine, store, run, lambda record: record.status == "paused" and record.step > stepped.step)
    assert at_epoch.step % 1180 == 0
    assert store.epochs(run)[-1].step == at_epoch.step
    steer(store, run, "rate", "anna", 0.001)
    steer(store, run, "go", "anna")
    until(engine, store, run, lambda record: record.step > at_epoch.step + 100)
    steer(store, run, "stop", "anna")
    stopped = until(engine, store, run, ended)
    assert stopped.status == "stopped"
    assert store.marks(run) == [(at_epoch.step, "learning rate 0.005 → 0.001")]
    rates = store.curve(run, "lr")
    assert rates[at_epoch.step] / rates[at_epoch.step - 1] == pytest.approx(0.2, rel=0.01)
    assert load_run(store.checkpoints(run)[stopped.step]).config.learning_rate == 0.001
    assert len(rates) == stopped.step


def test_a_paused_run_is_saved_and_gives_its_place_to_the_next(engine, store):
    """Two paused runs on two places: a short one does not wait for them."""
    long = [store.submit(LONG, "anna") for _ in range(2)]
    for run in long:
        until(engine, store, run, lambda record: record.step > 0)
        steer(store, run, "pause", "anna")
    short = store.submit(QUICK, "bert")
    assert until(engine, store, short, ended).status == "finished"
    for run in long:
        record = store.record(run)
        assert (record.status, max(store.checkpoints(run))) == ("paused", record.step)
    until(engine, store, short, lambda record: not list(engine.pool.busy()))


def test_long_runs_take_turns_and_none_of_their_numbers_changes(engine, store, monkeypatch):
    monkeypatch.setattr(engine_module, "SLICE", 0.1)
    monkeypatch.setenv("CHAINRULE_WORKERS", "1")
    engine.limits = Limits.from_environment()
    config = replace(QUICK, network="784-32-relu-dropout0.2-10", batch_size=50, epochs=1)
    alone = store.submit(config, "anna")
    until(engine, store, alone, ended)
    turns, both = [], [store.submit(config, name) for name in ("anna", "bert")]
    deadline = time.monotonic() + 60
    while any(store.record(run).status not in ENDED for run in both) and time.monotonic() < deadline:
        engine.tick(store)
        turns += [record.id for record in store.records("running")]
        time.sleep(0.02)
    assert len([run for run, _ in groupby(turns)]) > 3
    for run in both:
        assert store.record(run).status == "finished"
        np.testing.assert_array_equal(store.curve(run, "loss"), store.curve(alone, "loss"))
        ends = [load_run(store.checkpoints(one)[store.record(one).total]) for one in (run, alone)]
        np.testing.assert_array_equal(*(end.theta for end in ends))


@pytest.mark.parametrize(
    ("step", "seconds", "asked"), [(0, 0.5, False), (0, 2.0, True), (9, 2.0, False), (9, 6.0, True)]
)
def test_who_waits_for_a_first_step_waits_less(engine, store, monkeypatch, step, seconds, asked):
    """By a clock of its own: a run has its place for so many seconds, and another one waits."""
    run = store.submit(LONG, "anna", "running", step=50)
    store.submit(LONG, "bert", step=step)
    child = SimpleNamespace(run=run, asked=False, progressed=time.monotonic() - seconds, gets_on=lambda *given: True)
    with monkeypatch.context() as now:
        now.setattr(engine.pool, "busy", lambda: [child])
        engine.share(store, store.records("queued"), store.records("running"))
    assert child.asked == asked
    assert store.take_requests(run) == [("yield", None)] * asked


@pytest.mark.one_machine
def test_a_run_gives_way_to_whom_it_would_stand_behind(store):
    [mine] = records(store, "anna")
    own, theirs = records(store, "anna", "bert")[:2][::-1]
    assert line.gives_way(mine, [theirs], [mine], mine.created + 9)
    assert line.gives_way(mine, [own], [mine], mine.created + 9)
    one, other = (replace(record, sweep="s.lr.units") for record in (mine, own))
    assert not line.gives_way(one, [other], [one], mine.created + 9)
    busy = [mine, replace(own, id="b1", session="bert")]
    assert not line.gives_way(mine, [theirs], busy, mine.created + 9)  # bert trains already, and anna would not


def test_a_process_trains_one_run_after_the_other(engine, store):
    first = until(engine, store, store.submit(QUICK, "anna"), ended)
    until(engine, store, first.id, lambda record: not list(engine.pool.busy()))
    second = until(engine, store, store.submit(QUICK, "anna"), ended)
    assert (first.status, second.status, first.pid) == ("finished", "finished", second.pid)
    np.testing.assert_array_equal(store.curve(first.id, "loss"), store.curve(second.id, "loss"))


def test_a_worker_that_died_of_a_run_is_followed_by_another(engine, store):
    first = until(engine, store, store.submit(LONG, "anna"), lambda record: record.step > 0)
    os.kill(first.pid, signal.SIGKILL)
    assert until(engine, store, first.id, ended).status == "lost"
    second = until(engine, store, store.submit(QUICK, "anna"), ended)
    assert (second.status, second.pid == first.pid) == ("finished", False)


@pytest.mark.one_machine
def test_a_run_that_is_given_to_a_worker_on_its_way_out_goes_to_the_next(engine, store):
    first = until(engine, store, store.submit(QUICK, "anna"), ended)
    until(engine, store, first.id, lambda record: not list(engine.pool.busy()))
    (child,) = engine.pool.children
    child.process.send_signal(signal.SIGSTOP)  # it hears nothing any more
    second = store.submit(QUICK, "anna")
    engine.tick(store)
    assert (child.run, store.record(second).status) == (second, "starting")
    child.process.kill()
    assert until(engine, store, second, ended).status == "finished"


@pytest.mark.one_machine
def test_a_pool_has_a_worker_for_every_place(engine):
    deadline = time.monotonic() + 30
    while len(engine.pool.children) < 2 and time.monotonic() < deadline:
        engine.pool.fill(2)
        time.sleep(0.02)
    engine.pool.fill(2)
    assert len(engine.pool.children) == 2
    assert engine.pool.free().over is not None  # the one that is up


@pytest.mark.one_machine
def test_runs_go_on_by_themselves_when_their_server_is_back(engine, store):
    run = store.submit(LONG, "anna")
    until(engine, store, run, lambda record: record.step > 0)
    stopped = store.submit(QUICK, "anna", "stopped")
    engine.dismiss()
    assert store.record(run).status == "interrupted"
    again = Engine()
    try:
        again.come_back(store)
        left = store.record(run)
        assert (left.status, store.record(stopped).status) == ("queued", "stopped")
        until(again, store, run, lambda record: record.step > left.step)
    finally:
        again.dismiss()


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


@pytest.mark.one_machine
def test_a_run_that_is_deleted_takes_its_worker_along(engine, store):
    run = store.submit(LONG, "anna")
    until(engine, store, run, lambda record: record.step > 0)
    (child,) = engine.pool.busy()
    store.delete(run)
    deadline = time.monotonic() + 20
    while child in engine.pool.busy() and time.monotonic() < deadline:
        engine.tick(store)
        time.sleep(0.02)
    assert child not in engine.pool.busy()
    assert child.process.poll() in (None, 0)  # where its file was deleted while it wrote, it made room for another
    assert store.checkpoints(run) == {}


def test_no_more_workers_than_places(engine, store):
    runs = [store.submit(LONG, "anna") for _ in range(3)]
    engine.tick(store)
    assert [store.record(run).status for run in runs] == ["starting", "starting", "queued"]


@pytest.mark.one_machine
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


@pytest.mark.one_machine
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


@pytest.mark.one_machine
def test_an_engine_is_started_once_and_stops(store):
    start_up()
    start_up()
    run = store.submit(QUICK, "anna")
    deadline = time.monotonic() + 20
    while store.record(run).status not in ENDED and time.monotonic() < deadline:
        time.sleep(0.05)
    shut_down()
    assert store.record(run).status == "finished"

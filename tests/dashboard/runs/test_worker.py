"""A worker leaves an honest status whatever happens to it."""

import json
import sqlite3
import threading
import time
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from core.config import Config
from core.datasets import DataError
from core.machine import machine
from core.storage import load_run, save_run
from core.training import Epoch, Run, Step, train
from dashboard.runs import worker
from dashboard.runs.lease import Lease
from dashboard.runs.notice import SERVER, Leave, Notice
from dashboard.runs.shelf import Shelf
from dashboard.runs.states import EVENTS
from dashboard.runs.store import StoreError
from dashboard.runs.worker import Worker, readings

CONFIG = Config(network="784-10", batch_size=10, epochs=3, validation=0)


@pytest.fixture
def in_process(monkeypatch):
    """`main` as `serve` calls it, without what that does to its process: this one is the tests'."""
    main = worker.main
    monkeypatch.setattr(worker, "main", lambda run: main(run, None, Notice()))


def submitted(store):
    return store.submit(CONFIG, "anna")


def test_an_imported_run_that_has_ended_is_judged_and_nothing_is_trained(store, digits, in_process):
    ended = Run.start(CONFIG)
    for _ in train(ended, digits):
        pass
    run = submitted(store)
    path = store.checkpoint_path(run, 60)
    path.parent.mkdir(exist_ok=True)
    save_run(path, ended)
    worker.main(run)
    record = store.record(run)
    assert (record.status, record.step, record.test_accuracy is None) == ("finished", 60, False)
    assert [(figures.step, figures.epoch) for figures in store.epochs(run)] == [(60, 3)]
    assert len(store.curve(run, "loss")) == 0
    np.testing.assert_array_equal(load_run(path).theta, ended.theta)


def test_main_trains_to_the_end(store, digits, in_process):
    run = submitted(store)
    worker.main(run)
    record = store.record(run)
    assert (record.status, record.step, record.total) == ("finished", 60, 60)
    assert len(store.curve(run, "loss")) == 60
    assert [figures.step for figures in store.epochs(run)] == [0, 20, 40, 60]
    assert {0, 1, 3, 10, 30, 60} <= set(store.checkpoints(run))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "is full"),
        (sqlite3.OperationalError("database or disk is full"), "is full"),
        (PermissionError(13, "Permission denied"), "cannot be written"),
        (MemoryError(), "not enough memory"),
        (DataError("train-images is truncated."), "train-images is truncated."),
    ],
)
def test_a_fault_of_the_machine_is_a_sentence(store, digits, in_process, monkeypatch, error, said):
    def broken(path, run):
        raise error

    monkeypatch.setattr(worker, "save_run", broken)
    run = submitted(store)
    worker.main(run)
    record = store.record(run)
    assert record.status == "failed"
    assert said in record.message


def test_a_fault_of_ours_is_owned(store, digits, in_process, monkeypatch, capsys):
    monkeypatch.setattr(worker, "evaluate", lambda *given: 1 / 0)
    run = submitted(store)
    worker.main(run)
    assert store.record(run).message == "Training stopped because of a fault in Chainrule (ZeroDivisionError)."
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_damaged_checkpoint_costs_only_itself(store, digits, in_process):
    run = submitted(store)
    worker.main(run)
    expected = store.curve(run, "loss")
    store.checkpoints(run)[60].write_bytes(b"half a file")
    store.update(run, status="queued")
    worker.main(run)
    assert store.record(run).status == "finished"
    np.testing.assert_array_equal(store.curve(run, "loss"), expected)


def test_no_checkpoint_is_ahead_of_the_curve(store, digits):
    """Whoever kills a worker right after a checkpoint must not find a gap before it."""
    some = Worker(Lease(store, submitted(store)), Notice())
    some.checkpoint()
    for event in islice(worker.train(some.run, digits), 10):
        some.note(event)
        assert len(store.curve(some.id, "loss")) >= max(store.checkpoints(some.id))
    assert max(store.checkpoints(some.id)) == 10


def test_a_store_that_is_locked_for_a_while_loses_nothing(store, digits, in_process, monkeypatch):
    """The worker waits longer than a page does: for whatever it reads or writes."""
    patience = []
    trained = Worker.work

    def work(some):
        patience.extend(some.store.connection.execute("PRAGMA busy_timeout").fetchone())
        other = sqlite3.connect(store.folder / "runs.sqlite", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        threading.Timer(0.3, other.close).start()
        trained(some)

    monkeypatch.setattr(Worker, "work", work)
    run = submitted(store)
    worker.main(run)
    assert patience == [1_000 * worker.LOCKED]
    assert (store.record(run).status, len(store.curve(run, "loss"))) == ("finished", 60)


@pytest.mark.one_file
def test_a_store_that_stays_locked_is_said(store, digits, in_process, monkeypatch):
    monkeypatch.setattr(worker, "LOCKED", 0.01)
    run = submitted(store)
    other = sqlite3.connect(store.folder / "runs.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="is busy"):
        worker.main(run)
    other.close()


def test_a_worker_whose_server_is_gone_saves_and_says_so(store, digits, monkeypatch):
    monkeypatch.setattr(worker, "FLUSH", 0.0)
    notice = Notice()
    lonely = Worker(Lease(store, submitted(store)), notice)
    notice.give(SERVER)
    with pytest.raises(Leave) as left:
        lonely.work()
    lonely.end(left.value.event, left.value.message)
    record = store.record(lonely.id)
    assert record.status == "interrupted"
    assert max(store.checkpoints(lonely.id)) == record.step < 60


def test_a_run_longer_than_the_owner_allows_is_stopped(store, digits, monkeypatch):
    monkeypatch.setenv("CHAINRULE_MINUTES", "0")
    slow = Worker(Lease(store, submitted(store)), Notice())
    slow.asked = time.monotonic() - 1
    with pytest.raises(Leave) as left:
        slow.work()
    assert EVENTS[left.value.event].after == "stopped"
    assert "the owner of this server allows" in left.value.message


def test_a_run_of_very_short_epochs_still_listens(store, digits):
    """Saving at every epoch must not put off what was asked."""
    config = replace(CONFIG, batch_size=200, epochs=10_000)
    some = Worker(Lease(store, store.submit(config, "anna")), Notice())
    store.ask(some.id, "stop")
    with pytest.raises(Leave) as left:
        some.work()
    assert EVENTS[left.value.event].after == "stopped"
    assert some.run.step < 10_000


def test_numbers_by_layer_carry_their_layer():
    step = Step(7, 0.5, 0.1, accuracy=0.9, gradient_norm=(1.0, 2.0))
    assert dict(readings(step)) == {
        "loss": 0.5,
        "lr": 0.1,
        "accuracy": 0.9,
        "gradient_norm 1": 1.0,
        "gradient_norm 2": 2.0,
    }


def test_figures_of_an_epoch_that_was_not_validated_are_left_out(store, digits):
    some = Worker(Lease(store, submitted(store)), Notice())
    some.note(Epoch(20, 1, float("nan"), float("nan"), None))
    assert store.epochs(some.id) == []


def test_a_resume_on_another_machine_says_so(store, digits, in_process, monkeypatch):
    run = submitted(store)
    worker.main(run)
    assert store.record(run).message == ""
    assert json.loads(store.record(run).made) == worker.machine()
    store.checkpoints(run)[60].unlink()
    store.update(run, status="queued")
    monkeypatch.setattr(worker, "machine", lambda: {**machine(), "processor": "another"})
    worker.main(run)
    record = store.record(run)
    assert record.message == "It went on with another processor than before, so its last bits may differ."
    assert json.loads(record.made)["processor"] == "another"


def test_a_worker_leaves_room_on_the_disk(store, digits, in_process, monkeypatch):
    monkeypatch.setenv("CHAINRULE_FREE_MEGABYTES", "1e12")
    run = submitted(store)
    worker.main(run)
    record = store.record(run)
    assert (record.status, "is full" in record.message) == ("failed", True)
    assert store.checkpoints(run) == {}


def test_looks_at_training_and_test_digits_are_written_where_they_were_asked_for(store, digits, in_process):
    run = store.submit(replace(CONFIG, also_read="all three"), "anna")
    worker.main(run)
    for part in ("training", "test"):
        looks = store.looks(run, part)
        assert [(look.step, look.epoch) for look in looks] == [(20, 1), (40, 2), (60, 3)]
        assert looks[-1].accuracy == store.record(run).test_accuracy  # here all three are the same digits


def test_digits_stay_for_the_next_run_that_asks_for_the_same(digits):
    shelf, loaded = Shelf(), []

    def load():
        loaded.append(1)
        return digits

    for config in (CONFIG, replace(CONFIG, seed=5, network="784-16-relu-10")):
        assert shelf.digits_of(config, load) is digits
    assert len(loaded) == 1
    with pytest.raises(ValueError, match="read-only"):
        digits.train.images[0, 0] = 1.0
    shelf.digits_of(replace(CONFIG, validation=7), load)
    shelf.clear()
    shelf.digits_of(replace(CONFIG, validation=7), load)
    assert len(loaded) == 3


def test_what_is_asked_while_images_are_downloaded_is_done_before_the_first_step(store, digits):
    run = submitted(store)
    store.ask(run, "step")
    some = Worker(Lease(store, run), Notice())
    some.heard = some.requests()
    with pytest.raises(Leave) as left:
        some.work()
    assert (left.value.event, some.run.step) == ("pause", 1)


def test_what_was_said_of_another_machine_is_not_lost_when_a_run_gives_its_place_away(store, digits):
    run = store.submit(CONFIG, "anna", message="It went on with another processor than before.")
    some = Worker(Lease(store, run), Notice())
    some.checkpoint()
    some.end("yield", "")
    assert (store.record(run).status, store.record(run).message) == ("queued", some.elsewhere)
    again = Worker(Lease(store, run), Notice())
    assert again.elsewhere == "It went on with another processor than before."


def test_a_run_has_all_cores_while_no_other_trains(store, digits, in_process, monkeypatch):
    monkeypatch.setenv("CHAINRULE_THREADS", "6")
    shared = []
    monkeypatch.setattr(worker.threads, "use", lambda count: shared.append(count))
    some = Worker(Lease(store, submitted(store)), Notice())
    some.share_cores()
    others = [submitted(store) for _ in range(3)]
    some.share_cores()  # those wait for a place
    for run in others:
        store.update(run, status="running")
    some.share_cores()
    assert shared == [6, 6, 1]

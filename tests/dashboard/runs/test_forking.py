"""A fork goes on from its parent's very state, and parts from it no sooner than its change acts."""

import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from core.config import Config, ConfigError
from core.datasets import Digits, Split
from core.storage import load_run, save_run
from core.training import Run, Step, train
from dashboard.runs.admission import COPIED
from dashboard.runs.comparison import parting
from dashboard.runs.forking import fork
from dashboard.runs.store import Store, StoreError, open_store

CONFIG = Config(network="784-10", batch_size=20, validation=0, epochs=1)


@pytest.fixture
def digits(some):
    return Digits(some, Split(some.images[:0], some.labels[:0]), some)


def losses(run, digits):
    return np.array([event.loss for event in train(run, digits) if isinstance(event, Step)])


def parent(store, digits, step=4):
    """A run in the store with a checkpoint at `step`, and its whole loss curve."""
    run = Run.start(CONFIG)
    events = train(run, digits)
    curve = [next(events).loss for _ in range(step)]
    name = store.submit(CONFIG, "anna")
    path = store.checkpoint_path(name, step)
    path.parent.mkdir(exist_ok=True)
    save_run(path, run)
    curve = np.append(curve, losses(run, digits))
    store.append(name, 1, {"loss": curve.tolist()})
    return name, curve


def test_a_fork_without_a_change_repeats_its_parent(store, digits):
    name, curve = parent(store, digits)
    child = fork(store, name, 4, {}, "anna")
    record = store.record(child)
    assert (record.status, record.parent, record.parent_step) == ("queued", name, 4)
    np.testing.assert_array_equal(store.curve(child, "loss"), curve[:4])
    np.testing.assert_array_equal(losses(load_run(store.checkpoints(child)[4]), digits), curve[4:])


@pytest.mark.parametrize("changes", [{"learning_rate": 0.5}, {"optimizer": "sgd"}, {"schedule": "constant"}])
def test_a_fork_parts_one_step_after_its_change(store, digits, changes):
    """The loss of step 5 is measured before that step is taken."""
    name, curve = parent(store, digits)
    child = fork(store, name, 4, changes, "anna")
    after = losses(load_run(store.checkpoints(child)[4]), digits)
    assert parting(curve, np.append(store.curve(child, "loss"), after)) == 6


def test_another_optimizer_starts_without_memories(store, digits):
    name, _ = parent(store, digits)
    (memory,) = load_run(store.checkpoints(fork(store, name, 4, {"optimizer": "momentum"}, "anna"))[4]).memory
    assert memory.shape == (7850,)
    assert not memory.any()
    kept = load_run(store.checkpoints(fork(store, name, 4, {"learning_rate": 0.1}, "anna"))[4]).memory
    assert all(m.any() for m in kept)


def test_what_cannot_be_forked_is_said(store, digits):
    name, _ = parent(store, digits)
    with pytest.raises(StoreError, match="no checkpoint of step 5"):
        fork(store, name, 5, {}, "anna")
    with pytest.raises(ConfigError, match="learning rate"):
        fork(store, name, 4, {"learning_rate": -1.0}, "anna")
    assert len(store.records()) == 1


def test_a_fork_must_have_steps_left(store):
    run = replace(Run.start(CONFIG), step=3_000)
    name = store.submit(CONFIG, "anna")
    path = store.checkpoint_path(name, 3_000)
    path.parent.mkdir()
    save_run(path, run)
    with pytest.raises(StoreError, match=r"1 epoch is over after step 3,000, .* Give the fork more epochs"):
        fork(store, name, 3_000, {}, "anna")


def test_a_fork_is_in_line_once_it_has_its_history_and_is_a_stopped_run_until_then(store, digits, monkeypatch):
    name, _ = parent(store, digits)
    seen, copy = [], Store.copy_history

    def copied(self, source, run, step):
        with open_store(store.folder) as other:
            seen.append((other.record(run).status, other.record(run).message))
            assert other.checkpoints(run)
        copy(self, source, run, step)

    monkeypatch.setattr(Store, "copy_history", copied)
    child = fork(store, name, 4, {"learning_rate": 0.02}, "anna")
    assert seen == [("stopped", COPIED)]
    assert (store.record(child).status, store.record(child).message) == ("queued", "")


def test_a_fork_whose_history_cannot_be_copied_is_not_left_behind(store, digits, monkeypatch):
    name, _ = parent(store, digits)

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "copy_curves", full)
    with pytest.raises(StoreError, match="is full"):
        fork(store, name, 4, {"learning_rate": 0.02}, "anna")
    assert [record.id for record in store.records()] == [name]
    assert len(list((store.folder / "checkpoints").iterdir())) == 1

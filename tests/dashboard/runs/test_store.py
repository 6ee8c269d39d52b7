"""The store keeps what it was given, and every fault of it is a sentence."""

import sqlite3
import threading
from dataclasses import replace

import numpy as np
import pytest

from core.config import Config
from dashboard.runs.store import EpochFigures, Look, StoreError, open_store
from dashboard.shared.folder import home


def test_home_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / "runs"))
    assert home() == tmp_path / "runs"
    monkeypatch.delenv("CHAINRULE_HOME")
    assert home().name == "chainrule"


def test_a_run_comes_back_as_it_was_submitted(store):
    config = Config(learning_rate=0.01, seed=7)
    record = store.record(store.submit(config, "anna"))
    assert (record.settings, record.session, record.status, record.step) == (config, "anna", "queued", 0)
    assert store.record("nobody") is None


def test_settings_of_another_version_are_refused_in_a_sentence(store):
    record = store.record(store.submit(Config(), "anna"))
    for text in ('{"warp": 9}', "{", '{"epochs": -1}'):
        with pytest.raises(StoreError, match="another version"):
            _ = replace(record, config=text).settings


def test_only_one_of_two_who_move_a_run_succeeds(store):
    run = store.submit(Config(), "anna")
    assert store.claim(run)
    assert not store.claim(run)
    assert store.record(run).status == "starting"


def test_records_are_listed_by_status_newest_first(store):
    first, second, third = (store.submit(Config(seed=k), "anna") for k in range(3))
    store.claim(second)
    assert [record.id for record in store.records("queued")] == [third, first]
    assert [record.id for record in store.records()] == [third, second, first]


def test_curves_are_joined_over_flushes(store):
    run = store.submit(Config(), "anna")
    store.append(run, 1, {"loss": [2.5, 2.0], "lr": [0.1, 0.2]})
    store.append(run, 3, {"loss": [1.5]})
    np.testing.assert_array_equal(store.curve(run, "loss"), [2.5, 2.0, 1.5])
    assert store.series(run) == ["loss", "lr"]
    store.compact(run)
    np.testing.assert_array_equal(store.curve(run, "loss"), [2.5, 2.0, 1.5])
    (pieces,) = store.connection.execute("SELECT count(*) FROM curves WHERE series = 'loss'").fetchone()
    assert pieces == 1


def test_a_step_that_was_never_written_is_a_gap(store):
    run = store.submit(Config(), "anna")
    store.append(run, 3, {"loss": [1.5]})
    np.testing.assert_array_equal(store.curve(run, "loss"), [np.nan, np.nan, 1.5])
    assert len(store.curve(run, "nothing")) == 0


@pytest.mark.parametrize("step", range(7))
def test_rewinding_forgets_what_came_after(store, step):
    run = store.submit(Config(), "anna")
    store.append(run, 1, {"loss": [1.0, 2.0]})
    store.append(run, 3, {"loss": [3.0, 4.0, 5.0]})
    for k in range(6):
        store.add_epoch(run, EpochFigures(k, k, 0.5, 0.9))
        store.add_mark(run, k, "mark")
    store.rewind(run, step)
    np.testing.assert_array_equal(store.curve(run, "loss"), np.arange(1.0, 6)[:step])
    assert (
        [figures.step for figures in store.epochs(run)]
        == [mark for mark, _ in store.marks(run)]
        == list(range(min(step, 5) + 1))
    )


def test_a_fork_begins_with_the_history_of_its_parent(store):
    parent = store.submit(Config(), "anna")
    store.append(parent, 1, {"loss": [1.0, 2.0, 3.0]})
    store.add_epoch(parent, EpochFigures(1, 1, 0.5, 0.9))
    child = store.submit(Config(learning_rate=0.1), "anna", parent=parent, parent_step=2)
    store.copy_history(parent, child, 2)
    np.testing.assert_array_equal(store.curve(child, "loss"), [1.0, 2.0])
    assert store.epochs(child) == store.epochs(parent)
    assert len(store.curve(parent, "loss")) == 3


def test_figures_of_no_digits_are_left_out(store):
    run = store.submit(Config(), "anna")
    store.add_epoch(run, EpochFigures(10, 1, float("nan"), float("nan")))
    assert store.epochs(run) == []


def test_requests_are_handed_out_once_and_in_order(store):
    run = store.submit(Config(), "anna")
    store.ask(run, "pause")
    store.ask(run, "rate", 0.5)
    assert store.take_requests(run) == [("pause", None), ("rate", 0.5)]
    assert store.take_requests(run) == []


def test_deleting_a_run_takes_its_curves_and_files_and_no_others(store):
    runs = [store.submit(Config(), "anna") for _ in range(2)]
    for run in runs:
        store.append(run, 1, {"loss": [1.0]})
        path = store.checkpoint_path(run, 1)
        path.parent.mkdir(exist_ok=True)
        path.touch()
    store.delete(runs[0])
    assert store.record(runs[0]) is None
    assert (len(store.curve(runs[0], "loss")), store.checkpoints(runs[0])) == (0, {})
    assert (len(store.curve(runs[1], "loss")), list(store.checkpoints(runs[1]))) == (1, [1])
    assert not store.update(runs[0], step=3)


def test_a_transaction_that_fails_leaves_nothing(store):
    run = store.submit(Config(), "anna")

    def half():
        with store.transaction():
            store.append(run, 1, {"loss": [1.0]})
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert store.series(run) == []


def test_readers_do_not_wait_for_a_writer(store, tmp_path):
    run, seen = store.submit(Config(), "anna"), []
    with store.transaction():
        store.append(run, 1, {"loss": [1.0]})

        def read():
            with open_store(tmp_path) as other:
                seen.append(len(other.curve(run, "loss")))

        thread = threading.Thread(target=read)
        thread.start()
        thread.join(2)
    assert seen == [0]


def faulty(tmp_path, error):
    with pytest.raises(StoreError) as caught, open_store(tmp_path):
        raise error
    return str(caught.value)


def test_every_fault_is_a_sentence(tmp_path):
    assert "another program is writing to it" in faulty(tmp_path, sqlite3.OperationalError("database is locked"))
    assert "is full" in faulty(tmp_path, sqlite3.OperationalError("database or disk is full"))
    assert "is full" in faulty(tmp_path, OSError(28, "No space left on device"))
    assert "CHAINRULE_HOME" in faulty(tmp_path, PermissionError(13, "Permission denied"))


@pytest.mark.one_file
def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "runs.sqlite").write_bytes(b"this is a letter, not a database " * 100)
    with pytest.raises(StoreError, match="damaged"), open_store(tmp_path):
        pass


def test_a_store_of_the_future_is_refused(tmp_path):
    with open_store(tmp_path) as store:
        store.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer Chainrule"), open_store(tmp_path):
        pass


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError), open_store(tmp_path / "file"):
        pass


def test_looks_at_other_digits_go_the_way_of_the_figures(store):
    run, fork = store.submit(Config(), "anna"), store.submit(Config(), "anna")
    for step in (5, 10):
        for part in ("training", "test"):
            store.add_look(run, Look(step, step // 5, part, 0.5, 0.9, 0.25))
    store.add_look(run, Look(10, 2, "test", 0.4, 0.95, 0.25))  # the same step once more
    assert [(look.step, look.cost) for look in store.looks(run, "test")] == [(5, 0.75), (10, 0.65)]
    store.copy_history(run, fork, 5)
    assert [look.step for look in store.looks(fork, "training")] == [5]
    store.rewind(run, 5)
    assert [look.step for look in store.looks(run, "test")] == [5]
    store.delete(run)
    assert store.looks(run, "test") == []

"""Yesterday's stores open, and a store that is deleted or put back under a running server is found."""

import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from core.config import Config
from dashboard.runs.engine import Engine
from dashboard.runs.lease import Lease, Lost
from dashboard.runs.notice import Notice
from dashboard.runs.overwritten import raise_mark
from dashboard.runs.schema import VERSION
from dashboard.runs.states import TRIES
from dashboard.runs.store import EpochFigures, open_store
from dashboard.runs.worker import Worker

OLD = Path(__file__).parent / "store_of_version_2.sql"  # a dump of what the code of that version wrote
CONFIG = Config(network="784-10")


def old_store(folder, version=2):
    with sqlite3.connect(folder / "runs.sqlite") as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


@pytest.mark.parametrize(("version", "session"), [(1, ""), (2, "5f2d")])
def test_a_store_of_yesterday_opens_with_all_that_it_has(tmp_path, version, session):
    old_store(tmp_path, version)
    for _ in range(2):
        with open_store(tmp_path) as store:
            finished, running, queued = sorted(store.records(), key=lambda record: record.created)
            assert (finished.status, running.status, queued.status) == ("finished", "running", "queued")
            assert {finished.session, running.session, queued.session} == {session}
            assert finished.settings == Config(network="784-10", learning_rate=0.01, seed=7)
            assert (finished.name, finished.kept, finished.test_accuracy, finished.made) == ("the first", 1, 0.91, "")
            np.testing.assert_array_equal(store.curve(finished.id, "loss"), [2.5, 2.0, 1.5])
            assert store.epochs(finished.id) == [EpochFigures(3, 1, 0.5, 0.9)]
            assert store.marks(finished.id) == [(2, "learning rate 0.01 → 0.1")]
            assert store.take_requests(finished.id) == []
            assert store.asked(running.id)
            assert store.connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_a_run_under_way_in_a_store_of_yesterday_is_lost_and_goes_on(tmp_path):
    old_store(tmp_path)
    with open_store(tmp_path) as store:
        (seen,) = store.overdue()
        assert (seen.token, seen.expires) == (None, None)
        assert store.expire(seen, "")
        assert store.record(seen.run).status == "lost"
        assert store.move(seen.run, "resume")
        assert store.claim(seen.run)


def test_what_was_lost_in_a_store_of_yesterday_waits_for_a_person_as_it_did(tmp_path):
    old_store(tmp_path)
    with sqlite3.connect(tmp_path / "runs.sqlite") as connection:
        connection.execute("UPDATE runs SET status = 'lost' WHERE status = 'finished'")
    connection.close()
    with open_store(tmp_path) as store:
        assert sorted((record.status, record.tries) for record in store.records())[0] == ("lost", TRIES)
        assert {record.tries for record in store.records("queued", "running")} == {0}


def test_many_who_open_a_store_of_yesterday_at_once_all_succeed(tmp_path):
    old_store(tmp_path)
    faults = []

    def look():
        try:
            with open_store(tmp_path) as store:
                assert len(store.records()) == 3
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def started(home, monkeypatch):
    """An engine that runs and starts nothing but a note of it."""
    monkeypatch.setattr(Engine, "start_worker", lambda engine, store, run: store.claim(run, 2))
    engine = Engine()
    engine.start()
    yield engine
    engine.closing.set()
    engine.join(10)


def starts(run, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with open_store() as store:
            if (record := store.record(run)) and record.status == "starting":
                return True
        time.sleep(0.05)
    return False


def delete(home):
    for path in home.glob("runs.sqlite*"):
        path.unlink()


def delete_the_file_alone(home):
    (home / "runs.sqlite").unlink()


def restore(home):
    backup = home / "backup.sqlite"
    with open_store() as store:
        store.connection.execute("VACUUM INTO ?", (str(backup),))
    for path in home.glob("runs.sqlite-*"):
        path.unlink()
    os.replace(backup, home / "runs.sqlite")


def copy_over(home):
    """Another store, as `cp` puts it into a file that is open."""
    with open_store(home / "other") as store:
        store.submit(CONFIG, "berta", "finished")
        raise_mark(store.connection)
    shutil.copyfile(home / "other" / "runs.sqlite", home / "runs.sqlite")


@pytest.mark.parametrize("lose", [delete, delete_the_file_alone, restore, copy_over])
def test_new_runs_start_when_the_store_was_lost_under_a_running_server(home, started, lose):
    with open_store() as store:
        run = store.submit(CONFIG, "anna")
    assert starts(run)
    lose(home)
    with open_store() as store:
        run = store.submit(CONFIG, "anna")
    assert starts(run)
    assert started.is_alive()
    with open_store() as store:
        assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_new_store_does_not_disturb_who_has_the_deleted_one_open(home):
    with open_store() as old:
        for _ in range(50):
            old.submit(CONFIG, "anna")
        delete_the_file_alone(home)
        with open_store() as new:
            for _ in range(9):
                new.submit(CONFIG, "anna")
            assert (len(old.records()), len(new.records())) == (50, 9)
            assert new.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert old.replaced()


def test_a_store_that_is_replaced_at_the_very_moment_is_opened_anew(home, monkeypatch):
    with open_store() as store:
        store.submit(CONFIG, "anna")
    connect, times = sqlite3.connect, []

    def slow(path, **how):
        connection = connect(path, **how)
        times.append(path)
        if len(times) == 1:
            delete(home)
            monkeypatch.undo()
            with open_store(home) as other:
                other.submit(CONFIG, "bert")
        return connection

    monkeypatch.setattr(sqlite3, "connect", slow)
    with open_store(home) as store:
        assert [record.session for record in store.records()] == ["bert"]
        assert not store.replaced()


@pytest.mark.parametrize("lose", [delete, delete_the_file_alone, restore, copy_over])
def test_a_worker_whose_store_is_gone_leaves(home, lose):
    with open_store() as store:
        some = Worker(Lease(store, store.submit(CONFIG, "anna")), Notice())
        lose(home)
        with pytest.raises(Lost):
            some.flush()
        with pytest.raises(Lost):
            some.checkpoint()
        assert list((home / "checkpoints").glob("*")) == []


def test_the_whole_home_may_go(home, started):
    with open_store() as store:
        store.submit(CONFIG, "anna")
    shutil.rmtree(home)
    with open_store() as store:
        run = store.submit(CONFIG, "anna")
    assert starts(run)

"""A home where SQLite's log cannot be had, as on NFS, does all that another does."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from core.config import Config
from dashboard.runs.curves import BEHIND
from dashboard.runs.engine import Engine
from dashboard.runs.journal import has_log, is_remote
from dashboard.runs.overwritten import raise_mark
from dashboard.runs.store import EpochFigures, open_store
from dashboard.runs.who_writes import who_writes
from tests.dashboard.runs.test_who_writes import WRITES

CONFIG = Config(network="784-10", batch_size=1000, epochs=1)
connect = sqlite3.connect
WITHOUT_SHARED_MEMORY = """
import sqlite3
connect = sqlite3.connect
def without(path, **how):
    return connect(f"file:{path}?vfs=unix-dotfile", uri=True, **how)
sqlite3.connect = without
"""  # of the file systems that SQLite has on board, the one that locks by a folder and has no memory to share


def pragma(store, name):
    return store.connection.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.fixture
def far(tmp_path, monkeypatch):
    """A home without a log, for this process and those that it starts."""
    home, site = tmp_path / "home", tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WITHOUT_SHARED_MEMORY)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("CHAINRULE_HOME", str(home))
    monkeypatch.setattr(
        sqlite3, "connect", lambda path, **how: connect(f"file:{path}?vfs=unix-dotfile", uri=True, **how)
    )
    return home


def test_where_there_is_a_log_it_is_taken_and_else_a_journal_that_is_on_the_disk(tmp_path, far):
    with open_store() as store:
        assert not has_log(store.connection)
        assert (pragma(store, "journal_mode"), pragma(store, "synchronous")) == ("delete", 2)


def test_a_local_home_has_a_log(tmp_path):
    with open_store(tmp_path) as store:
        assert has_log(store.connection)
        assert (pragma(store, "journal_mode"), pragma(store, "synchronous")) == ("wal", 1)


def mount(monkeypatch, *places):
    parts = [SimpleNamespace(mountpoint=str(place), fstype=kind, opts=options) for place, kind, options in places]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: parts)


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "fuse.sshfs", "9p"])
def test_no_log_is_asked_for_on_a_disk_of_another_machine(tmp_path, monkeypatch, kind):
    """There it seems to work, until a second machine opens it."""
    mount(monkeypatch, ("/", "ext4", "rw"), (tmp_path / "far", kind, "rw"))
    with open_store(tmp_path / "far" / "home") as store:
        assert not has_log(store.connection)
    with open_store(tmp_path / "farther") as store:
        assert has_log(store.connection)


def test_of_what_is_mounted_the_last_at_the_nearest_place_counts(tmp_path, monkeypatch):
    mount(monkeypatch, (tmp_path, "autofs", "rw"), (tmp_path, "nfs4", "rw"), ("/", "ext4", "rw"))
    assert is_remote(tmp_path / "home")
    mount(monkeypatch, ("/", "nfs4", "rw"), (tmp_path, "ext4", "rw"))
    assert not is_remote(tmp_path / "home")
    mount(monkeypatch, (tmp_path, "NTFS", "rw,remote"))
    assert is_remote(tmp_path)
    mount(monkeypatch)
    assert not is_remote(tmp_path)


def test_a_store_with_a_log_that_is_brought_up_to_date_there_leaves_it(tmp_path, monkeypatch):
    with open_store(tmp_path) as store:
        run = store.submit(CONFIG, "anna")
        store.connection.execute("PRAGMA user_version = 3")
    mount(monkeypatch, (tmp_path, "nfs", "rw"))
    with open_store(tmp_path) as store:
        assert not has_log(store.connection)
        assert store.record(run).session == "anna"


def test_a_folder_that_locks_only_what_is_open_for_writing_can_be_a_home(tmp_path, monkeypatch):
    """So does NFS, where flock is a lock of bytes; a folder is never open for writing."""
    flock = fcntl.flock

    def of_nfs(handle, how):
        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(9, "Bad file descriptor")
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", of_nfs)
    with open_store(tmp_path) as store:
        assert store.submit(CONFIG, "anna")


def test_a_run_is_trained_and_forked_by_real_workers(far):
    engine = Engine()
    engine.start()
    try:
        with open_store() as store:
            run = store.submit(CONFIG, "anna")
            deadline = time.monotonic() + 60
            while store.record(run).status not in ("finished", "failed") and time.monotonic() < deadline:
                time.sleep(0.1)
            assert store.record(run).status == "finished", store.record(run).message
            child = store.submit(CONFIG, "anna", "stopped")
            store.copy_history(run, child, 2)
            np.testing.assert_array_equal(store.curve(child, "loss"), store.curve(run, "loss")[:2])
            assert len(store.curve(child, "loss")) == 2
    finally:
        engine.closing.set()
        engine.join(10)


def test_a_long_history_is_copied_whole_while_its_run_writes(far):
    with open_store() as store:
        run, child = (store.submit(CONFIG, "anna") for _ in range(2))
        points = np.random.default_rng(0).random(3 * BEHIND)
        for first in range(0, len(points), 256):
            store.append(run, first + 1, {"loss": list(points[first : first + 256])})
        store.thin(run)
        store.add_epoch(run, EpochFigures(9, 1, 0.5, 0.9))

        def write():
            with open_store() as other:
                for k in range(20):
                    other.append(run, len(points) + 1 + k, {"loss": [1.0]})

        writing = threading.Thread(target=write)
        writing.start()
        store.copy_history(run, child, len(points))
        writing.join()
        np.testing.assert_array_equal(store.curve(child, "loss"), points)
        np.testing.assert_array_equal(
            store.buckets(child, "loss", 64), store.buckets(run, "loss", 64)[: len(points) // 64]
        )
        assert store.epochs(child) == [EpochFigures(9, 1, 0.5, 0.9)]
        assert pragma(store, "integrity_check") == "ok"


def test_another_store_copied_over_it_is_read_by_all_and_cries_no_longer(far, tmp_path):
    with open_store(tmp_path / "other") as other:
        run = other.submit(CONFIG, "berta", "finished")
    with open_store() as engine:
        for _ in range(2):
            raise_mark(engine.connection)
        assert not engine.replaced()
        with open_store() as page:
            shutil.copyfile(tmp_path / "other" / "runs.sqlite", far / "runs.sqlite")
            assert engine.replaced()  # its mark is lower than it was
            assert [record.id for record in page.records()] == [record.id for record in engine.records()] == [run]
            assert not engine.replaced()
            assert page.submit(CONFIG, "anna") in {record.id for record in engine.records()}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists who has a lock")
def test_who_writes_to_a_store_without_a_log_is_named(tmp_path, monkeypatch):
    mount(monkeypatch, (tmp_path, "nfs", "rw"))
    with open_store(tmp_path):
        assert who_writes(tmp_path) is None
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "writing\n"
        assert who_writes(tmp_path) == (process.pid, False)
        process.stdin.close()
    assert not Path(tmp_path / "runs.sqlite-shm").exists()

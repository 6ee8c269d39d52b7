"""The tables of the store, and how a store of an earlier version becomes one of this.

Version 1 had other names for each visit of a browser. Version 2 knew a worker by its process id. Version 3 has leases,
what the bits of a run depend on, and curves thinned for the screen. Version 4 has classes, and looks at training and
test digits. Version 5 counts how often a run was taken up in vain, and keeps files where the store is none.
"""

import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dashboard.runs import journal
from dashboard.runs.faults import StoreError
from dashboard.runs.header import FILE
from dashboard.runs.states import TRIES

VERSION = 5
LOCK = "making.lock"
TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, config TEXT NOT NULL, session TEXT NOT NULL, created REAL NOT NULL,
    status TEXT NOT NULL DEFAULT 'queued', message TEXT NOT NULL DEFAULT '',
    step INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0, speed REAL NOT NULL DEFAULT 0,
    pid INTEGER, born REAL, heartbeat REAL NOT NULL DEFAULT 0,
    test_loss REAL, test_accuracy REAL,
    name TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', kept INTEGER NOT NULL DEFAULT 0,
    parent TEXT, parent_step INTEGER, sweep TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS curves (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, series TEXT NOT NULL, first INTEGER NOT NULL,
    points BLOB NOT NULL, PRIMARY KEY (run, series, first)
);
CREATE TABLE IF NOT EXISTS thinned (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, series TEXT NOT NULL, grain INTEGER NOT NULL,
    first INTEGER NOT NULL, buckets BLOB NOT NULL, PRIMARY KEY (run, series, grain, first)
);
CREATE TABLE IF NOT EXISTS epochs (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, step INTEGER NOT NULL, epoch INTEGER NOT NULL,
    loss REAL, accuracy REAL, PRIMARY KEY (run, step)
);
CREATE TABLE IF NOT EXISTS marks (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, step INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS requests (
    id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, word TEXT NOT NULL, number REAL
);
CREATE TABLE IF NOT EXISTS looks (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, step INTEGER NOT NULL, epoch INTEGER NOT NULL,
    part TEXT NOT NULL, loss REAL NOT NULL, accuracy REAL NOT NULL, penalty REAL NOT NULL, PRIMARY KEY (run, step, part)
);
CREATE INDEX IF NOT EXISTS runs_by_status ON runs (status, created);
CREATE TABLE IF NOT EXISTS classes (
    code TEXT PRIMARY KEY, title TEXT NOT NULL, secret TEXT NOT NULL, created REAL NOT NULL, used REAL NOT NULL,
    door INTEGER NOT NULL DEFAULT 1, version INTEGER NOT NULL DEFAULT 0,
    shown TEXT NOT NULL DEFAULT '{}', allowed TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS teachers (
    class TEXT NOT NULL REFERENCES classes ON DELETE CASCADE, browser TEXT NOT NULL, PRIMARY KEY (class, browser)
);
CREATE TABLE IF NOT EXISTS students (
    id INTEGER PRIMARY KEY AUTOINCREMENT, class TEXT NOT NULL REFERENCES classes ON DELETE CASCADE,
    browser TEXT NOT NULL, name TEXT NOT NULL, joined REAL NOT NULL, UNIQUE (class, browser)
);
CREATE INDEX IF NOT EXISTS students_by_browser ON students (browser);
CREATE TABLE IF NOT EXISTS answers (
    id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES students ON DELETE CASCADE, kind TEXT NOT NULL,
    question TEXT NOT NULL, variant TEXT NOT NULL, round INTEGER NOT NULL, answer TEXT NOT NULL, right INTEGER,
    hint TEXT NOT NULL, at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS answers_by_student ON answers (student, kind, question);
"""
ELSEWHERE = """
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, run TEXT REFERENCES runs ON DELETE CASCADE, step INTEGER,
    written REAL NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL
);
ALTER TABLE files ALTER content SET STORAGE EXTERNAL;
CREATE INDEX IF NOT EXISTS files_by_run ON files (run, step);
"""  # in PostgreSQL; numbers do not get shorter, so nobody tries
SINCE_3 = {"token": "TEXT", "expires": "REAL", "made": "TEXT NOT NULL DEFAULT ''"}  # columns of runs
SINCE_5 = {"tries": "INTEGER NOT NULL DEFAULT 0"}


def prepare(connection: sqlite3.Connection, folder: Path) -> None:
    """Make the tables, or bring those of an earlier version up to date. Raises StoreError for a later one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"The store of runs in {folder} was written by a newer Chainrule. Update Chainrule to open it."
        )
    if version < VERSION:
        with _making, alone(folder):  # of two that change the mode one is refused at once
            _make_tables(connection, folder)


def prepare_elsewhere(connection: Any, address: str) -> None:
    """The same for a store in PostgreSQL, by the same statements. Raises StoreError for a later one."""
    if not connection.execute("SELECT to_regclass('version')").fetchone()[0]:
        with suppress(sqlite3.Error):  # another is doing so at this moment
            connection.execute("CREATE TABLE IF NOT EXISTS version (number INTEGER)")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError("The store of runs was written by a newer Chainrule. Update Chainrule to open it.")
    if version < VERSION:
        _upgrade_whole(connection, TABLES + ELSEWHERE)


def _make_tables(connection: sqlite3.Connection, folder: Path) -> None:
    journal.choose(connection, folder)
    _upgrade_whole(connection, TABLES)


def _upgrade_whole(connection: Any, tables: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()  # another may have been quicker
        if version < VERSION:
            _upgrade(connection, version, tables)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _upgrade(connection, version, tables):
    for statement in tables.strip().rstrip(";").split(";"):  # executescript would end the transaction
        connection.execute(statement)
    there = {name for _, name, *_ in connection.execute("PRAGMA table_info(runs)")}
    for name, kind in (SINCE_3 | SINCE_5).items():
        if name not in there:
            connection.execute(f"ALTER TABLE runs ADD COLUMN {name} {kind}")
    if 0 < version < 5:  # what was lost then waits for a person, as it did
        connection.execute(f"UPDATE runs SET tries = {TRIES} WHERE status = 'lost'")  # noqa: S608
    if version < 2:
        connection.execute("UPDATE runs SET session = ''")
    connection.execute(f"PRAGMA user_version = {VERSION}")


_making = threading.Lock()


def make_file(folder: Path) -> None:
    """Make an empty store where there is none, once, whoever else tries.

    What a deleted store left beside it goes first: SQLite would read those files as the new one's, and a process that
    still has the old store open would meet them changed under its feet.
    """
    path = folder / FILE
    if path.exists():
        return
    with _making, alone(folder):
        if path.exists():
            return
        for ending in ("-wal", "-shm", "-journal"):
            path.with_name(FILE + ending).unlink(missing_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _make_tables(connection, folder)
        finally:
            connection.close()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other processes from making a file in the folder; where a file in use cannot be deleted, none need be."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)  # NFS locks what is open for writing, no folder
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

"""Another file copied over an open store is not noticed by SQLite, which goes on reading its log of the old one.

    runs.sqlite      the store, with a mark in its header; what is in the log is put there now and then
    runs.sqlite-wal  the log: pages that are newer than those in the store
    runs.sqlite-shm  where in the log each page is

The mark is a number that the engine raises every minute. So the mark in the file is never lower than it was, nor higher
than SQLite's own, nor far below: else the file is another one, or a copy from before. Then the log is emptied, which
would be written over the new store, and everybody reads what is there now.
"""

import os
import secrets
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from dashboard.runs.header import Header
from dashboard.runs.journal import has_log

FAR = 1_000_000  # marks: some two years
LAST = 2**31 - 1
MOMENT = 0.2  # seconds
HEADS = 136  # bytes at the start of runs.sqlite-shm that say what is in the log
LEFT_OPEN: list[int] = []  # files that SQLite has locks on: to close them would take these away


def mark_of(connection: sqlite3.Connection) -> int:
    """The mark as SQLite has it; 0 where none was made yet."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    return mark


def raise_mark(connection: sqlite3.Connection) -> None:
    """Let the file be told from its copies of before; where somebody else is writing, a later time will do."""
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        connection.execute(f"PRAGMA application_id = {(mark_of(connection) or secrets.randbelow(2**30)) % LAST + 1}")
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    connection.execute(f"PRAGMA busy_timeout = {usual}")


def is_overwritten(connection: sqlite3.Connection, header: Header, seen: int = 0) -> bool:
    """Whether the file is another one than SQLite takes it for; `seen` is the mark that it had before."""
    found = header.mark()
    return found < seen or (found > 0 and not found <= mark_of(connection) <= found + FAR)


def wait_until_copied(path: Path) -> None:
    """Return when nothing was written to the file for a moment: whoever copies another one over it is done."""
    before = None
    while before != (now := look_at(os.stat(path))):
        before = now
        time.sleep(MOMENT)


def look_at(file: os.stat_result) -> tuple[int, int]:
    """What is another when a file was written to."""
    return file.st_mtime_ns, file.st_size


def take_as_it_is(connection: sqlite3.Connection, header: Header, path: Path, seen: int) -> None:
    """Forget the log, which belongs to the store that was here before; whoever has it open reads the new one, which
    gets a mark above the one that was `seen`, so that nobody else does the same."""
    if not has_log(connection):  # then SQLite looks at the file each time
        connection.execute(f"PRAGMA application_id = {max(seen, header.mark()) % LAST + 1}")
        return
    connection.execute("BEGIN IMMEDIATE")  # nobody writes to the log meanwhile
    try:
        with suppress(FileNotFoundError):
            os.truncate(path.with_name(f"{path.name}-wal"), 0)
        LEFT_OPEN.append(index := os.open(path.with_name(f"{path.name}-shm"), os.O_RDWR))
        os.write(index, bytes(HEADS))
        header.write_mark(max(seen, header.mark()) % LAST + 1)
    finally:
        connection.execute("ROLLBACK")

"""On POSIX, to close a file takes away every lock that this process has on it, SQLite's as well.

So the header of a store is read through one open file, which all who have the store open share; it is closed after the
last of their connections.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FILE = "runs.sqlite"
MAGIC = b"SQLite format 3\0"
AT = 68  # where in the file the number stands that SQLite calls application_id, in four bytes


@dataclass
class Header:
    """The first bytes of a store, as they are in the file."""

    identity: tuple[int, int]
    file: int
    users: int = 0

    def mark(self) -> int:
        """Raises DatabaseError where there is no store in the file."""
        with _lock:
            os.lseek(self.file, 0, os.SEEK_SET)
            first = os.read(self.file, AT + 4)
        if first and not first.startswith(MAGIC):  # it is empty until it is written for the first time
            raise sqlite3.DatabaseError("file is not a database")
        return int.from_bytes(first[AT:], "big")

    def write_mark(self, mark: int) -> None:
        with _lock:
            os.lseek(self.file, AT, os.SEEK_SET)
            os.write(self.file, mark.to_bytes(4, "big"))


_lock = threading.Lock()
_headers: dict[tuple[int, int], Header] = {}


@contextmanager
def header(path: Path) -> Iterator[Header]:
    """The header of the file that is there now. It is to be had before a connection to it, and left after that."""
    with _lock:
        key = identity(os.stat(path))
        if key not in _headers:
            mode = os.O_RDWR if os.access(path, os.W_OK) else os.O_RDONLY
            file = os.open(path, mode | getattr(os, "O_BINARY", 0))
            key = identity(os.fstat(file))  # of the one that was opened, should it have been replaced at this moment
            _headers.setdefault(key, Header(key, file))
        found = _headers[key]
        found.users += 1
    try:
        yield found
    finally:
        with _lock:
            found.users -= 1
            if not found.users:
                del _headers[found.identity]
                os.close(found.file)


def identity(file: os.stat_result) -> tuple[int, int]:
    return file.st_dev, file.st_ino

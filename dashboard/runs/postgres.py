"""The same statements are put to PostgreSQL where several hosts share a store: few words of SQLite's are others there.

    chainrule --store postgresql://user@host/database

The statements of `runs` keep to what both understand. What remains is in the table `SPELLED`, and in what each calls
its faults: those of PostgreSQL leave here as SQLite's do. `BEGIN IMMEDIATE` is one writer at a time there too, by a
lock of the schema; workers, who write to their own run alone, need not wait for each other.
"""

import math
import re
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from dashboard.runs.faults import StoreError
from dashboard.runs.leases import NOW

LONGEST_CONNECTING = 5  # seconds
IDLE = 4  # connections that a process keeps for the next who asks
ALONE = "pg_advisory_xact_lock(hashtext(current_schema()))"
OWN = "-- of one run"  # after BEGIN IMMEDIATE: nobody else writes to these rows
SPELLED: list[tuple[str, Any]] = [
    (r"^BEGIN$", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),  # first: one becomes "BEGIN" below
    (r"^BEGIN IMMEDIATE$", f"BEGIN; SELECT {ALONE}"),
    (rf"^BEGIN IMMEDIATE {OWN}$", "BEGIN"),
    (r"^PRAGMA busy_timeout$", "SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout'"),
    (r"^PRAGMA busy_timeout = (\d+)$", lambda found: f"SET lock_timeout = {max(1, int(found[1]))}"),
    (r"^PRAGMA user_version$", "SELECT coalesce(max(number), 0) FROM version"),
    (r"^PRAGMA user_version = (\d+)$", r"INSERT INTO version VALUES (\1)"),
    (
        r"^PRAGMA table_info\((\w+)\)$",
        r"SELECT 0, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND "
        r"table_name = '\1'",
    ),
    (re.escape(NOW), "extract(epoch FROM clock_timestamp())::double precision"),
    (r"\bIS \?", "IS NOT DISTINCT FROM ?"),
    (r"\bLIMIT -1\b", "LIMIT ALL"),
    (r"\bname COLLATE NOCASE\b", "lower(name)"),
    (r"(?<!\")\bright\b(?!\")", '"right"'),
]
TABLES = [
    (r"\bINTEGER PRIMARY KEY( AUTOINCREMENT)?", "BIGSERIAL PRIMARY KEY"),
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bREAL\b", "DOUBLE PRECISION"),
    (r"\bBLOB\b", "BYTEA"),
    (r"(CREATE TABLE IF NOT EXISTS (?:runs|curves|thinned) \(.*)\)\s*$", r"\1, rowid BIGSERIAL)"),
]


@lru_cache(maxsize=500)
def spelled(statement: str) -> str:
    """The statement as PostgreSQL understands it."""
    text = statement.strip()
    for pattern, there in SPELLED:
        text = re.sub(pattern, there, text)
    if text.startswith(("CREATE", "ALTER")):
        for pattern, there in TABLES:
            text = re.sub(pattern, there, text, flags=re.DOTALL)
    return text.replace("%", "%%").replace("?", "%s")


def kept(value: Any) -> Any:
    """A value as SQLite keeps it: what is no number is nothing, true is one, and no text has a NUL."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


class Postgres:
    """A connection that takes the statements of the store. One that was broken off is made anew where nothing is lost
    by it: before what only reads, and before a transaction."""

    def __init__(self, address: str, patience: float):
        """Raises StoreError where the extra is missing, and sqlite3.OperationalError where nobody answers."""
        try:
            import psycopg
        except ImportError:
            raise StoreError("A store in PostgreSQL needs more: pip install 'chainrule[cluster]'.") from None
        self.psycopg, self.address, self.patience = psycopg, address, patience
        self.connection: Any = _taken(address) or self._connect()
        self.execute(f"PRAGMA busy_timeout = {round(1_000 * patience)}")

    def _connect(self) -> Any:
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return self.psycopg.connect(
                    self.address, autocommit=True, connect_timeout=LONGEST_CONNECTING, application_name="chainrule"
                )
            except self.psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    said = " ".join(str(error).split())
                    raise sqlite3.OperationalError(f"PostgreSQL does not answer ({said})") from None
                time.sleep(0.2)

    @property
    def in_transaction(self) -> bool:
        return self.connection.info.transaction_status in (1, 2, 3)  # active, in one, in one that failed

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self._tried(statement, lambda: self.connection.execute(*_told(statement, values)))

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Any:
        cursor = self.connection.cursor()
        every = [[kept(value) for value in row] for row in rows]
        return self._tried(statement, lambda: cursor.executemany(spelled(statement), every))

    def _tried(self, statement: str, do: Any) -> Any:
        psycopg = self.psycopg
        begun = self.in_transaction
        try:
            return do()
        except psycopg.errors.LockNotAvailable:
            if not begun and self.in_transaction:
                self.connection.execute("ROLLBACK")
            raise sqlite3.OperationalError("database is locked") from None
        except psycopg.IntegrityError as error:
            raise sqlite3.IntegrityError(str(error)) from None
        except psycopg.OperationalError as error:
            if self.connection.broken and not begun and statement.startswith(("SELECT", "BEGIN", "PRAGMA")):
                self.connection = self._connect()
                return do()
            raise sqlite3.OperationalError(str(error).strip()) from None
        except psycopg.Error as error:
            raise sqlite3.DatabaseError(str(error).strip()) from None

    def close(self) -> None:
        """Leave the connection to the next who asks, if it is whole."""
        if self.connection.closed:
            return
        with suppress(self.psycopg.Error):
            if self.in_transaction:
                self.connection.execute("ROLLBACK")
            with _lock:
                if len(_idle.setdefault(self.address, [])) < IDLE:
                    _idle[self.address].append(self.connection)
                    return
        self.connection.close()


def _told(statement: str, values: Sequence[Any]) -> tuple:
    text = spelled(statement)
    return (text, [kept(value) for value in values]) if values else (text.replace("%%", "%"),)


_lock = threading.Lock()
_idle: dict[str, list[Any]] = {}


def hang_up() -> None:
    """Close what is kept for the next who asks."""
    with _lock:
        for connection in [one for there in _idle.values() for one in there]:
            connection.close()
        _idle.clear()


def _taken(address: str) -> Any:
    with _lock:
        there = _idle.get(address, [])
        return there.pop() if there else None

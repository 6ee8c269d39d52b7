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
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.runs.faults import StoreError
from dashboard.runs.leases import NOW

CAREFUL: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}  # seconds
CAREFUL["tcp_user_timeout"] = 8_000  # milliseconds without an answer, after which nobody is there
# The same of the server, which else would keep the locks of a host that is gone, or of a process that was stopped.
CAREFUL_THERE = (
    "SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; "
    "SET tcp_user_timeout = 8000; SET idle_in_transaction_session_timeout = 10000"
)
BROKEN_OFF = ("57P01", "57P02", "57P03", "57P05", "25P03")  # ended by the server: a restart, or idle for too long
IDLE = 4  # connections that a process keeps for the next who asks
ALONE = "pg_advisory_xact_lock(hashtext(current_schema()))"
NUMBER = "pg_current_xact_id()::text"
OWN = "-- of one run"  # after BEGIN IMMEDIATE: nobody else writes to these rows
SPELLED: list[tuple[str, Any]] = [
    (r"^BEGIN$", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),  # first: one becomes "BEGIN" below
    (r"^BEGIN IMMEDIATE$", f"BEGIN; SELECT {ALONE}, {NUMBER}"),
    (rf"^BEGIN IMMEDIATE {OWN}$", f"BEGIN; SELECT {NUMBER}"),
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


@dataclass
class Transaction:
    """What was done of a transaction that is under way, to be done again should the connection break off."""

    number: str | None  # by which the server knows it; one that only reads has none
    own: bool  # nobody else writes to its rows, so what it reads again is what it read
    done: list[tuple[str, Callable[[], Any], int]]  # statements, and how many rows each met

    @property
    def repeatable(self) -> bool:
        return self.own or (self.number is not None and not any(each.startswith("SELECT") for each, *_ in self.done))


class Postgres:
    """A connection that takes the statements of the store. One that broke off, because the server was restarted or the
    network failed, is made anew, and the transaction under way is done again on it: whole, once, and to the same end.
    """

    def __init__(self, address: str, patience: float):
        """Raises StoreError where the extra is missing, and sqlite3.OperationalError where nobody answers."""
        try:
            import psycopg
        except ImportError:
            raise StoreError("A store in PostgreSQL needs more: pip install 'chainrule[cluster]'.") from None
        self.psycopg, self.address, self.patience = psycopg, address, patience
        self.begun: Transaction | None = None
        self.connection: Any = _taken(address) or self._connect()
        self.execute(f"PRAGMA busy_timeout = {round(1_000 * patience)}")

    def _connect(self) -> Any:
        deadline = time.monotonic() + self.patience
        while True:
            try:
                made = self.psycopg.connect(self.address, autocommit=True, application_name="chainrule", **CAREFUL)
                made.execute(CAREFUL_THERE)
                made.execute(spelled(f"PRAGMA busy_timeout = {round(1_000 * self.patience)}"))
                return made
            except self.psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise self._silent(error) from None
                time.sleep(0.2)

    def _silent(self, error: Exception) -> sqlite3.OperationalError:
        return sqlite3.OperationalError(f"PostgreSQL does not answer ({' '.join(str(error).split())})")

    @property
    def in_transaction(self) -> bool:
        return self.begun is not None

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self._once(statement, lambda: self.connection.execute(*_told(statement, values)))

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Any:
        every = [[kept(value) for value in row] for row in rows]

        def do() -> Any:
            cursor = self.connection.cursor()
            cursor.executemany(spelled(statement), every)
            return cursor

        return self._once(statement, do)

    def _once(self, statement: str, do: Callable[[], Any]) -> Any:
        """Do it within the transaction under way; what writes alone has one of its own, so that it can be asked for."""
        if self.begun is not None or statement.startswith(("SELECT", "PRAGMA", "BEGIN")):
            return self._tried(statement, do)
        self.execute(f"BEGIN IMMEDIATE {OWN}")
        try:
            done = self._tried(statement, do)
            self.execute("COMMIT")
            return done
        except BaseException:
            if self.begun is not None:
                self.execute("ROLLBACK")
            raise

    def _tried(self, statement: str, do: Callable[[], Any]) -> Any:
        psycopg = self.psycopg
        while True:
            try:
                return self._noted(statement, do, do())
            except psycopg.errors.LockNotAvailable:
                if statement.startswith("BEGIN"):
                    self.connection.execute("ROLLBACK")
                raise sqlite3.OperationalError("database is locked") from None
            except psycopg.IntegrityError as error:
                raise sqlite3.IntegrityError(str(error)) from None
            except psycopg.Error as error:
                if self.connection.closed or error.sqlstate in BROKEN_OFF:
                    if self._mended(statement, error):
                        return None
                elif isinstance(error, psycopg.OperationalError):
                    raise sqlite3.OperationalError(str(error).strip()) from None
                else:
                    raise sqlite3.DatabaseError(str(error).strip()) from None

    def _noted(self, statement: str, do: Callable[[], Any], done: Any) -> Any:
        """Remember what was done of a transaction, until it ends."""
        if statement.startswith("BEGIN"):
            number = done.fetchone()[-1] if done.nextset() else None
            self.begun = Transaction(number, OWN in statement, [(statement, do, 0)])
        elif statement in ("COMMIT", "ROLLBACK"):
            self.begun = None
        elif self.begun is not None:
            self.begun.done.append((statement, do, done.rowcount))
        return done

    def _mended(self, statement: str, error: Exception) -> bool:
        """Connect anew, and do again what was done of the transaction; whether the statement itself is done by that.
        Raises sqlite3.OperationalError where nobody answers, or where it cannot be done to the same end."""
        begun, self.begun = self.begun, None
        self.connection.close()
        self.connection = self._connect()
        if statement == "ROLLBACK" or (statement == "COMMIT" and begun and self._is_committed(begun.number)):
            return True
        if begun is None:
            return False
        if not begun.repeatable:
            raise self._silent(error)
        for again, do, count in begun.done:
            if self._tried(again, do).rowcount != count and not again.startswith("BEGIN"):
                self.execute("ROLLBACK")
                raise self._silent(error)
        return False

    def _is_committed(self, number: str | None) -> bool:
        """Whether a transaction was committed whose end nobody heard of."""
        query, deadline = "SELECT pg_xact_status(?::xid8)", time.monotonic() + self.patience
        while number and (status := self.execute(query, (number,)).fetchone()[0]) == "in progress":
            if time.monotonic() > deadline:
                raise sqlite3.OperationalError("database is locked")
            time.sleep(0.1)
        return bool(number) and status == "committed"

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

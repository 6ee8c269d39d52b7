"""The store of runs: one SQLite file, with a log where that can be had: then readers never wait for the writer.

A connection belongs to the thread that opened it and is short-lived, except in the engine and in a worker: these ask
whether the file is still the one they opened.
"""

import json
import os
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from core.config import Config, ConfigError
from dashboard.runs import journal
from dashboard.runs.curves import Curves
from dashboard.runs.faults import StoreError, sentence
from dashboard.runs.files import Files
from dashboard.runs.header import FILE, Header, header, identity
from dashboard.runs.leases import Leases
from dashboard.runs.overwritten import is_overwritten, look_at, take_as_it_is, wait_until_copied
from dashboard.runs.schema import alone, make_file, prepare, prepare_elsewhere
from dashboard.runs.states import ACTIVE, ENDED, EVENTS, FORGETTING, RESUMABLE
from dashboard.shared.folder import home

__all__ = [
    "ACTIVE",
    "ENDED",
    "RESUMABLE",
    "EpochFigures",
    "Look",
    "Record",
    "Store",
    "StoreError",
    "open_store",
    "sentence",
]


@dataclass(frozen=True)
class Record:
    """One run as its row in the store says it stands."""

    id: str
    config: str  # JSON
    session: str  # the browser that asked for it, or nothing
    created: float
    status: str
    message: str
    step: int
    total: int  # steps, once the worker knows
    seconds: float  # of training
    speed: float  # steps a second, lately
    pid: int | None  # of the worker, for a person who wants to stop it; who holds the run is said by the lease
    born: float | None  # when that process started: a pid alone is used again
    heartbeat: float
    test_loss: float | None
    test_accuracy: float | None
    name: str
    note: str
    kept: int
    parent: str | None
    parent_step: int | None
    sweep: str  # runs that were asked for together
    made: str  # JSON: what the bits of the last worker depended on
    tries: int  # how often it was taken up since a worker got on with it

    @property
    def settings(self) -> Config:
        """Raises StoreError when this version cannot read the settings."""
        return self.read(self.config)

    @staticmethod
    def read(config: str) -> Config:
        """The settings of a row. Raises StoreError when this version cannot read them."""
        try:
            return Config(**json.loads(config))
        except (ConfigError, TypeError, ValueError):
            raise StoreError(
                "The settings of this run cannot be read: another version of Chainrule wrote them."
            ) from None


@dataclass(frozen=True)
class EpochFigures:
    """What the digits held back said at some step."""

    step: int
    epoch: int
    loss: float
    accuracy: float


@dataclass(frozen=True)
class Look:
    """What training or test digits said at the end of an epoch, where a run was to read them as well."""

    step: int
    epoch: int
    part: str  # "training" or "test"
    loss: float  # of the digits alone
    accuracy: float
    penalty: float  # what θ costs beside it

    @property
    def cost(self) -> float:
        return self.loss + self.penalty


COLUMNS = ", ".join(f.name for f in fields(Record))


@contextmanager
def open_store(folder: Path | None = None, patience: float = 5.0) -> Iterator["Store"]:
    """The store in `folder`, made if need be; a lock is waited for, `patience` seconds at most.

    Every fault of SQLite or the disk leaves as StoreError.
    """
    folder = folder or home()
    elsewhere = os.environ.get("CHAINRULE_STORE", "")
    try:
        with ExitStack() as opened:
            if elsewhere:
                folder.mkdir(parents=True, exist_ok=True)
                yield _open_elsewhere(elsewhere, folder, patience, opened)
                return
            folder.mkdir(parents=True, exist_ok=True)
            connection, head = _connect(folder, patience, opened)
            connection.execute("PRAGMA foreign_keys = ON")
            prepare(connection, folder)
            journal.be_safe(connection)
            store = Store(connection, folder, head)
            store.replaced()  # a log that was left behind may be another store's
            yield store
    except (sqlite3.Error, OSError) as error:
        raise StoreError(sentence(error, folder)) from None


def _open_elsewhere(address: str, folder: Path, patience: float, opened: ExitStack) -> "Store":
    """The store at an address of PostgreSQL, which holds the files of runs as well."""
    from dashboard.runs.postgres import Postgres

    connection = Postgres(address, patience)
    opened.callback(connection.close)
    prepare_elsewhere(connection, address)
    return Store(connection, folder)


def _connect(folder, patience, opened: ExitStack):
    """A connection, and the header of the file that it has open: that of the name before and after."""
    while True:
        make_file(folder)
        with suppress(FileNotFoundError):
            head = opened.enter_context(header(folder / FILE))
            connection = sqlite3.connect(folder / FILE, timeout=patience, isolation_level=None)
            opened.callback(connection.close)
            if head.identity == identity(os.stat(folder / FILE)):
                return connection, head
        opened.close()  # it was deleted or replaced at this moment
        folder.mkdir(parents=True, exist_ok=True)


class Store(Leases, Curves, Files):
    """The questions and statements that pages, the engine and workers put to the store."""

    def __init__(self, connection: Any, folder: Path, head: Header | None = None):
        """`head` is that of the file, where there is one."""
        self.connection, self.folder, self.header = connection, folder, head
        self.look, self.mark = (0, 0), 0  # of the file, when it was looked at last

    def replaced(self) -> bool:
        """Whether the file was deleted, another put in its place, or one copied over it, since it was opened: what is
        written is lost. One that was copied over it is what everybody reads from then on."""
        if self.header is None:
            return False
        path = self.folder / FILE
        try:
            there = os.stat(path)
        except FileNotFoundError:
            return True
        if identity(there) != self.header.identity:
            return True
        look = look_at(there)
        if look == self.look:
            return False
        overwritten = is_overwritten(self.connection, self.header, self.mark)
        if overwritten:
            with alone(self.folder):  # of all who notice, one does it
                wait_until_copied(path)
                if is_overwritten(self.connection, self.header, self.mark):
                    take_as_it_is(self.connection, self.header, path, self.mark)
        self.look, self.mark = look, self.header.mark()
        return overwritten

    @contextmanager
    def transaction(self, alone: bool = True) -> Iterator[None]:
        """All that is written within, or nothing; within another one, a part of that. Who is not `alone` writes to a
        run that nobody else writes to, and a store that can lets others write meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE" if alone else "BEGIN IMMEDIATE -- of one run")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk has ended it already
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All that is read within is of one moment, whatever a worker writes in between."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")  # nothing was written

    # runs

    def submit(self, config: Config, session: str, status: str = "queued", **columns) -> str:
        """Put a run in line, or into another status; its id."""
        run = uuid.uuid4().hex[:10]
        row = {"id": run, "config": json.dumps(asdict(config)), "session": session, "created": time.time()}
        row |= {"status": status, **columns}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO runs ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
        return run

    def record(self, run: str) -> Record | None:
        row = self.connection.execute(f"SELECT {COLUMNS} FROM runs WHERE id = ?", (run,)).fetchone()  # noqa: S608  names of fields
        return Record(*row) if row else None

    def records(self, *statuses: str) -> list[Record]:
        """Runs in any of `statuses`, or all, newest first."""
        where = f"WHERE status IN ({', '.join('?' * len(statuses))})" if statuses else ""
        query = f"SELECT {COLUMNS} FROM runs {where} ORDER BY created DESC, rowid DESC"  # noqa: S608
        rows = self.connection.execute(query, statuses)
        return [Record(*row) for row in rows]

    def move(self, run: str, event: str, message: str = "", token: str | None = None, **columns) -> bool:
        """Let an event of `states` happen, if the run is in a state in which it can: two who try at once cannot both
        succeed. What only the holder may do takes the lease's token."""
        it = EVENTS[event]
        columns |= {"status": it.after, "message": message} | ({"token": None, "expires": None} if it.ends else {})
        if it.after == "queued":
            columns["heartbeat"] = time.time()  # since then it waits
        where = f"id = ? AND status IN ({', '.join('?' * len(it.before))}){' AND token = ?' if it.held else ''}"
        names = ", ".join(f"{name} = ?" for name in columns)
        values = (*columns.values(), run, *it.before, *([token] if it.held else []))
        with self.transaction():
            changed = self.connection.execute(f"UPDATE runs SET {names} WHERE {where}", values).rowcount == 1  # noqa: S608
            if changed and event in FORGETTING:
                self.connection.execute("DELETE FROM requests WHERE run = ?", (run,))
        return changed

    def update(self, run: str, **columns) -> bool:
        """Set columns of a run; False where there is no such run. The names are written in the code, never by a
        visitor."""
        names = ", ".join(f"{name} = ?" for name in columns)
        return self.connection.execute(f"UPDATE runs SET {names} WHERE id = ?", (*columns.values(), run)).rowcount == 1  # noqa: S608

    def delete(self, run: str) -> None:
        """Forget a run, its curves and its files, because a person says so.

        Its curves go first, which takes long, and others may write meanwhile; its row before its files: a worker that
        saves at this moment looks for the row and finds that it is no longer wanted.
        """
        self.delete_curves(run)
        self.connection.execute("DELETE FROM runs WHERE id = ?", (run,))
        self.delete_files(run)

    def clear(self, run: str) -> bool:
        """Forget a run that is one too many, unless somebody went on with it or keeps it; whether it is gone. Its files
        stay until `delete_files`: eighty of them take long, and others want to write."""
        states = EVENTS["clear"].before
        marks = ", ".join("?" * len(states))
        query = f"DELETE FROM runs WHERE id = ? AND kept = 0 AND status IN ({marks})"  # noqa: S608
        return self.connection.execute(query, (run, *states)).rowcount == 1

    # figures by epoch, and notes

    def add_epoch(self, run: str, figures: EpochFigures) -> None:
        self.connection.execute(
            "INSERT INTO epochs (run, step, epoch, loss, accuracy) VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, step) "
            "DO UPDATE SET epoch = excluded.epoch, loss = excluded.loss, accuracy = excluded.accuracy",
            (run, figures.step, figures.epoch, figures.loss, figures.accuracy),
        )

    def epochs(self, run: str, skip: int = 0) -> list[EpochFigures]:
        """In order, without the first `skip` of them."""
        rows = self.connection.execute(
            "SELECT step, epoch, loss, accuracy FROM epochs WHERE run = ? AND loss IS NOT NULL ORDER BY step "
            "LIMIT -1 OFFSET ?",
            (run, skip),
        )
        return [EpochFigures(*row) for row in rows]

    def add_look(self, run: str, look: Look) -> None:
        self.connection.execute(
            "INSERT INTO looks (run, step, epoch, part, loss, accuracy, penalty) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (run, step, part) DO UPDATE SET epoch = excluded.epoch, loss = excluded.loss, "
            "accuracy = excluded.accuracy, penalty = excluded.penalty",
            (run, *asdict(look).values()),
        )

    def looks(self, run: str, part: str) -> list[Look]:
        rows = self.connection.execute(
            "SELECT step, epoch, part, loss, accuracy, penalty FROM looks WHERE run = ? AND part = ? ORDER BY step",
            (run, part),
        )
        return [Look(*row) for row in rows]

    def last_epoch(self, run: str) -> EpochFigures | None:
        row = self.connection.execute(
            "SELECT step, epoch, loss, accuracy FROM epochs WHERE run = ? AND loss IS NOT NULL "
            "ORDER BY step DESC LIMIT 1",
            (run,),
        ).fetchone()
        return EpochFigures(*row) if row else None

    def add_mark(self, run: str, step: int, text: str) -> None:
        self.connection.execute("INSERT INTO marks VALUES (?, ?, ?)", (run, step, text))

    def marks(self, run: str) -> list[tuple[int, str]]:
        return self.connection.execute("SELECT step, text FROM marks WHERE run = ? ORDER BY step", (run,)).fetchall()

    def rewind(self, run: str, step: int) -> None:
        """Forget what came after `step`: a resumed run takes those steps again."""
        with self.transaction():
            self.cut_curves(run, step)
            self.connection.execute("DELETE FROM epochs WHERE run = ? AND step > ?", (run, step))
            self.connection.execute("DELETE FROM looks WHERE run = ? AND step > ?", (run, step))
            self.connection.execute("DELETE FROM marks WHERE run = ? AND step > ?", (run, step))

    def copy_history(self, source: str, run: str, step: int) -> None:
        """Give a fork the history of its parent up to `step`, as it is now. Others may write between its parts."""
        with self._beside() as parent:
            self.copy_curves(parent, source, run, step)
            epochs = parent.epochs(source)
            marks = parent.marks(source)
        with self.transaction():
            for figures in epochs:
                self.add_epoch(run, figures)
            for at, text in marks:
                self.add_mark(run, at, text)
            self.connection.execute(
                "INSERT INTO looks SELECT ?, step, epoch, part, loss, accuracy, penalty FROM looks "
                "WHERE run = ? AND step <= ?",
                (run, source, step),
            )
            self.rewind(run, step)

    @contextmanager
    def _beside(self) -> Iterator["Store"]:
        """A store to read one moment of while this one is written; without a log who reads would wait for who writes,
        so it is this one itself, and all that is written is one transaction."""
        if self.header is None or journal.has_log(self.connection):
            with open_store(self.folder) as other, other.moment():
                yield other
        else:
            with self.transaction():
                yield self

    # requests: what a page asks of a worker

    def ask(self, run: str, word: str, number: float | None = None) -> None:
        self.connection.execute("INSERT INTO requests (run, word, number) VALUES (?, ?, ?)", (run, word, number))

    def asked(self, run: str) -> bool:
        """Whether anything is waiting to be taken."""
        return bool(self.connection.execute("SELECT 1 FROM requests WHERE run = ?", (run,)).fetchone())

    def take_requests(self, run: str) -> list[tuple[str, float | None]]:
        """What was asked since the last time, in order; each is handed out once."""
        rows = self.connection.execute(
            "DELETE FROM requests WHERE run = ? RETURNING id, word, number", (run,)
        ).fetchall()
        return [(word, number) for _, word, number in sorted(rows)]

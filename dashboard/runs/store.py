"""The store of runs: one SQLite file in WAL mode, where readers never wait for the writer.

A connection belongs to the thread that opened it and is short-lived, except in a worker. Curves
are stored as blobs of float64, one for each series and flush: a step costs eight bytes a series.
"""

import json
import sqlite3
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from core.config import Config, ConfigError
from dashboard.shared.folder import home
from dashboard.shared.refusal import Refusal

ACTIVE = ("starting", "running", "paused")
ENDED = ("finished", "stopped", "diverged", "interrupted", "lost", "failed")
RESUMABLE = ("stopped", "interrupted", "lost", "failed")

VERSION = 2
SCHEMA = """
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
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, series TEXT NOT NULL, first INTEGER NOT NULL, points BLOB NOT NULL,
    PRIMARY KEY (run, series, first)
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
CREATE INDEX IF NOT EXISTS runs_by_status ON runs (status, created);
UPDATE runs SET session = '';  -- version 1 had other names for each visit
"""


class StoreError(Refusal):
    """The store cannot be read or written. The message is a sentence for a person."""


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
    pid: int | None
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

    @property
    def settings(self) -> Config:
        """Raises StoreError when this version cannot read the settings."""
        try:
            return Config(**json.loads(self.config))
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


COLUMNS = ", ".join(f.name for f in fields(Record))


@contextmanager
def open_store(folder: Path | None = None, patience: float = 5.0) -> Iterator["Store"]:
    """The store in `folder`, made if need be; a lock is waited for, `patience` seconds at most.

    Every fault of SQLite or the disk leaves as StoreError.
    """
    folder = folder or home()
    connection = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "runs.sqlite", timeout=patience, isolation_level=None)
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last moments, never the file
        connection.execute("PRAGMA foreign_keys = ON")
        _prepare(connection, folder)
        yield Store(connection, folder)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(sentence(error, folder)) from None
    finally:
        if connection is not None:
            connection.close()


def _prepare(connection, folder):
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"The store of runs in {folder} was written by a newer Chainrule. Update Chainrule to open it."
        )
    if version < VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")


def sentence(error: Exception, folder: Path) -> str:
    """What went wrong with the store, and what to do."""
    words = str(error).lower()
    if "full" in words or getattr(error, "errno", None) == 28:
        return f"The disk that holds {folder} is full. Free some space, then try again."
    if "locked" in words or "busy" in words:
        return "The store of runs is locked by another program. Close it, then reload this page."
    if "readonly" in words or "unable to open" in words or isinstance(error, PermissionError):
        return f"The folder {folder} cannot be written. Allow it, or set CHAINRULE_HOME to a folder that can."
    if "not a database" in words or "malformed" in words:
        return (
            f"The store of runs in {folder} is damaged. Move runs.sqlite away and restart; the checkpoints beside "
            "it stay."
        )
    return f"The store of runs in {folder} cannot be used: {error}."


class Store:
    """The questions and statements that pages, the engine and workers put to the store."""

    def __init__(self, connection: sqlite3.Connection, folder: Path):
        self.connection, self.folder = connection, folder

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

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
        self.connection.execute(
            "INSERT INTO runs (id, config, session, created, status) VALUES (?, ?, ?, ?, ?)",
            (run, json.dumps(asdict(config)), session, time.time(), status),
        )
        if columns:
            self.update(run, **columns)
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

    def move(self, run: str, before: tuple[str, ...], after: str, message: str = "") -> bool:
        """Change the status, if it still is one of `before`: two who try at once cannot both succeed."""
        marks = ", ".join("?" * len(before))
        changed = self.connection.execute(
            f"UPDATE runs SET status = ?, message = ? WHERE id = ? AND status IN ({marks})",  # noqa: S608
            (after, message, run, *before),
        )
        return changed.rowcount == 1

    def update(self, run: str, **columns) -> bool:
        """Set columns of a run; False where there is no such run. The names are written in the code, never by a
        visitor."""
        names = ", ".join(f"{name} = ?" for name in columns)
        return self.connection.execute(f"UPDATE runs SET {names} WHERE id = ?", (*columns.values(), run)).rowcount == 1  # noqa: S608

    def delete(self, run: str) -> None:
        """Forget a run and its curves; its checkpoints are files and go first."""
        for path in self.checkpoints(run).values():
            path.unlink(missing_ok=True)
        self.connection.execute("DELETE FROM runs WHERE id = ?", (run,))

    # curves

    def append(self, run: str, first: int, series: Mapping[str, list[float]]) -> None:
        """Add the points of steps `first`, `first + 1`, … to each series."""
        rows = [(run, name, first, np.asarray(points, "<f8").tobytes()) for name, points in series.items()]
        self.connection.executemany("INSERT OR REPLACE INTO curves VALUES (?, ?, ?, ?)", rows)

    def curve(self, run: str, series: str):
        """All points of a series, that of step k at k − 1; NaN where a step is missing."""
        rows = self.connection.execute(
            "SELECT first, points FROM curves WHERE run = ? AND series = ? ORDER BY first", (run, series)
        )
        chunks = [(first - 1, np.frombuffer(points, "<f8")) for first, points in rows]
        curve = np.full(max((start + len(points) for start, points in chunks), default=0), np.nan)
        for start, points in chunks:
            curve[start : start + len(points)] = points
        return curve

    def series(self, run: str) -> list[str]:
        """The names of the series that this run has."""
        return [
            name
            for (name,) in self.connection.execute(
                "SELECT DISTINCT series FROM curves WHERE run = ? ORDER BY series", (run,)
            )
        ]

    def add_epoch(self, run: str, figures: EpochFigures) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?, ?)",
            (run, figures.step, figures.epoch, figures.loss, figures.accuracy),
        )

    def epochs(self, run: str) -> list[EpochFigures]:
        rows = self.connection.execute(
            "SELECT step, epoch, loss, accuracy FROM epochs WHERE run = ? AND loss NOT NULL ORDER BY step", (run,)
        )
        return [EpochFigures(*row) for row in rows]

    def add_mark(self, run: str, step: int, text: str) -> None:
        self.connection.execute("INSERT INTO marks VALUES (?, ?, ?)", (run, step, text))

    def marks(self, run: str) -> list[tuple[int, str]]:
        return self.connection.execute("SELECT step, text FROM marks WHERE run = ? ORDER BY step", (run,)).fetchall()

    def rewind(self, run: str, step: int) -> None:
        """Forget what came after `step`: a resumed run takes those steps again."""
        with self.transaction():
            self.connection.execute("DELETE FROM curves WHERE run = ? AND first > ?", (run, step))
            self.connection.execute(
                "UPDATE curves SET points = substr(points, 1, (? - first + 1) * 8) WHERE run = ? AND first + "
                "length(points) / 8 - 1 > ?",
                (step, run, step),
            )
            self.connection.execute("DELETE FROM epochs WHERE run = ? AND step > ?", (run, step))
            self.connection.execute("DELETE FROM marks WHERE run = ? AND step > ?", (run, step))

    def copy_curves(self, source: str, run: str, step: int) -> None:
        """Give a fork the history of its parent up to `step`."""
        with self.transaction():
            self.connection.execute(
                "INSERT INTO curves SELECT ?, series, first, points FROM curves WHERE run = ?", (run, source)
            )
            self.connection.execute(
                "INSERT INTO epochs SELECT ?, step, epoch, loss, accuracy FROM epochs WHERE run = ?", (run, source)
            )
            self.connection.execute("INSERT INTO marks SELECT ?, step, text FROM marks WHERE run = ?", (run, source))
        self.rewind(run, step)

    def compact(self, run: str) -> None:
        """Join the many small blobs of a run that has ended, so that it is read in one piece."""
        joined = {name: self.curve(run, name) for name in self.series(run)}
        with self.transaction():
            self.connection.execute("DELETE FROM curves WHERE run = ?", (run,))
            self.append(run, 1, joined)

    # requests: what a page asks of a worker

    def ask(self, run: str, word: str, number: float | None = None) -> None:
        self.connection.execute("INSERT INTO requests (run, word, number) VALUES (?, ?, ?)", (run, word, number))

    def take_requests(self, run: str) -> list[tuple[str, float | None]]:
        """What was asked since the last time, in order; each is handed out once."""
        rows = self.connection.execute(
            "DELETE FROM requests WHERE run = ? RETURNING id, word, number", (run,)
        ).fetchall()
        return [(word, number) for _, word, number in sorted(rows)]

    # checkpoints: files, written whole or not at all

    def checkpoint_path(self, run: str, step: int) -> Path:
        return self.folder / "checkpoints" / f"{run}-{step:08d}.npz"

    def checkpoints(self, run: str) -> dict[int, Path]:
        """The file of each step that was kept, in order."""
        paths = sorted((self.folder / "checkpoints").glob(f"{run}-*.npz"))
        return {int(path.stem.rpartition("-")[2]): path for path in paths}

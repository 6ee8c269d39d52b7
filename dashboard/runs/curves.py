"""The series of a run in the store: every step exactly, and thinned for the screen.

Exact points are blobs of float64, a few hundred steps each: a step costs eight bytes a series, and none is ever
dropped. The buckets of `thinning` are derived from them, and cost a twelfth as much.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from dashboard.runs import thinning
from dashboard.runs.thinning import FANOUT, GRAIN, HISTORY

SMALL, LARGE = 256, 65_536  # entries of a blob: up to the one it still grows, at the other it is cut
SLICE = 500_000  # bytes that are copied or deleted at once: some milliseconds, in which nobody else can write
BEHIND = 4_096  # steps by which the buckets may be behind the points
BLOCK = 262_144  # steps that are thinned at once: a multiple of GRAIN
BLOBS = {"curves": ("points", 8), "thinned": ("buckets", 32)}  # in which column, and bytes an entry


class Curves:
    """What the store knows of the series of a run. Whoever inherits this has a connection and transactions."""

    connection: sqlite3.Connection

    def append(self, run: str, first: int, series: Mapping[str, list[float]]) -> None:
        """Add the points of steps `first`, `first + 1`, … to each series."""
        with self.transaction():  # type: ignore[attr-defined]
            for name, points in series.items():
                self._add("curves", (run, name), first, np.asarray(points, "<f8").tobytes())

    def _add(self, table: str, key: tuple, first: int, content: bytes) -> None:
        """Write points or buckets, at the end of the blob before them where that is small."""
        column, size = BLOBS[table]
        of_grain, grain = (" AND grain = ?", key[2]) if table == "thinned" else ("", 1)
        same = f"run = ? AND series = ?{of_grain}"
        query = f"SELECT first, length({column}) FROM {table} WHERE {same} AND first < ? ORDER BY first DESC LIMIT 1"  # noqa: S608
        start, length = self.connection.execute(query, (*key, first)).fetchone() or (0, 0)
        if start and start + length // size * grain == first and length < SMALL * size:
            where = f"WHERE {same} AND first = ?"
            (old,) = self.connection.execute(f"SELECT {column} FROM {table} {where}", (*key, start)).fetchone()  # noqa: S608
            self.connection.execute(f"UPDATE {table} SET {column} = ? {where}", (old + content, *key, start))  # noqa: S608
        else:
            where = f"{same} AND first = ?"
            self.connection.execute(f"DELETE FROM {table} WHERE {where}", (*key, first))  # noqa: S608
            marks = ", ".join("?" * (len(key) + 2))
            self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", (*key, first, content))  # noqa: S608

    def curve(self, run: str, series: str, first: int = 1, last: int | None = None):
        """The points of a series from step `first` to `last`, or all; NaN where a step is missing."""
        taken = self.taken(run, series)
        last = taken if last is None else min(last, taken)
        rows = self.connection.execute(
            "SELECT first, points FROM curves WHERE run = ? AND series = ? AND first <= ? AND first >= coalesce("
            "(SELECT max(first) FROM curves WHERE run = ? AND series = ? AND first <= ?), 0) ORDER BY first",
            (run, series, last, run, series, first),
        )
        curve = np.full(max(0, last - first + 1), np.nan)
        for start, points in rows:
            chunk = np.frombuffer(points, "<f8")
            begin, end = max(start, first), min(start + len(chunk) - 1, last)
            if begin <= end:
                curve[begin - first : end - first + 1] = chunk[begin - start : end - start + 1]
        return curve

    def taken(self, run: str, series: str) -> int:
        """The last step of which this series has a point, or 0."""
        row = self.connection.execute(
            "SELECT first + length(points) / 8 - 1 FROM curves WHERE run = ? AND series = ? "
            "ORDER BY first DESC LIMIT 1",
            (run, series),
        ).fetchone()
        return row[0] if row else 0

    def series(self, run: str) -> list[str]:
        """The names of the series that this run has."""
        found, name = [], ""
        while row := self.connection.execute(  # from name to name in the index, however many points each has
            "SELECT series FROM curves WHERE run = ? AND series > ? ORDER BY series LIMIT 1", (run, name)
        ).fetchone():
            (name,) = row
            found.append(name)
        return found

    def thin(self, run: str, least: int = GRAIN) -> None:
        """Bring the buckets of every series up to its points, where they are `least` steps behind or more."""
        for name in self.series(run):
            taken = self.taken(run, name)
            while taken - (done := self.thinned_to(run, name, GRAIN)) >= max(least, GRAIN):
                with self.transaction():  # type: ignore[attr-defined]
                    self._thin_block(run, name, done, min(taken, done + BLOCK))

    def _thin_block(self, run: str, name: str, done: int, to: int) -> None:
        whole = (to - done) // GRAIN * GRAIN
        reach = min(HISTORY, done)
        points = self.curve(run, name, done - reach + 1, done + whole)
        found = thinning.buckets(points[reach:], points[:reach], GRAIN, thinning.window(name))
        self._add("thinned", (run, name, GRAIN), done + 1, found.astype("<f8").tobytes())
        for finer in thinning.grains(done + whole)[:-1]:
            grain = finer * FANOUT
            first = self.thinned_to(run, name, grain) + 1
            found = self.buckets(run, name, finer, first)
            ready = found[: len(found) // FANOUT * FANOUT]
            if not len(ready):
                return
            content = thinning.merged(ready).astype("<f8").tobytes()
            self._add("thinned", (run, name, grain), first, content)

    def thinned_to(self, run: str, series: str, grain: int) -> int:
        """The last step that a bucket of this size holds, or 0."""
        row = self.connection.execute(
            "SELECT first + length(buckets) / 32 * grain - 1 FROM thinned WHERE run = ? AND series = ? AND grain = ? "
            "ORDER BY first DESC LIMIT 1",
            (run, series, grain),
        ).fetchone()
        return row[0] if row else 0

    def buckets(self, run: str, series: str, grain: int, first: int = 1):
        """(B, 4): the buckets of a size from the one that begins at step `first` on."""
        rows = self.connection.execute(
            "SELECT first, buckets FROM thinned WHERE run = ? AND series = ? AND grain = ? "
            "AND first + length(buckets) / 32 * grain > ? ORDER BY first",
            (run, series, grain, first),
        ).fetchall()
        if not rows:
            return np.zeros((0, 4))
        found = np.concatenate([np.frombuffer(content, "<f8").reshape(-1, 4) for _, content in rows])
        return found[(first - rows[0][0]) // grain :]

    def cut_curves(self, run: str, step: int) -> None:
        """Forget the points after `step`, and the buckets that hold any of them."""
        execute = self.connection.execute
        execute("DELETE FROM curves WHERE run = ? AND first > ?", (run, step))
        execute(
            "UPDATE curves SET points = substr(points, 1, CAST((? - first + 1) * 8 AS INTEGER)) WHERE run = ? AND "
            "first + length(points) / 8 - 1 > ?",
            (step, run, step),
        )
        execute("DELETE FROM thinned WHERE run = ? AND first + grain - 1 > ?", (run, step))
        execute(
            "UPDATE thinned SET buckets = substr(buckets, 1, CAST((? - first + 1) / grain * 32 AS INTEGER)) "
            "WHERE run = ? AND first + length(buckets) / 32 * grain - 1 > ?",
            (step, run, step),
        )

    def copy_curves(self, of: "Curves", source: str, run: str, step: int) -> None:
        """Add the curves that another run has in `of`, with all of the blobs that begin up to `step`."""
        for table, (column, _) in BLOBS.items():
            names = f"series, {'grain, ' if table == 'thinned' else ''}first, {column}"
            rows = of.connection.execute(f"SELECT {names} FROM {table} WHERE run = ? AND first <= ?", (source, step))  # noqa: S608
            marks = ", ".join("?" * len(rows.description))
            for some in _slices(rows, lambda row: len(row[-1])):
                with self.transaction():  # type: ignore[attr-defined]
                    self.connection.executemany(
                        f"INSERT INTO {table} VALUES (?, {marks})",  # noqa: S608
                        [(run, *row) for row in some],
                    )

    def delete_curves(self, run: str) -> None:
        """Forget the curves of a run, some at a time."""
        for table, (column, _) in BLOBS.items():
            rows = self.connection.execute(f"SELECT rowid, length({column}) FROM {table} WHERE run = ?", (run,))  # noqa: S608
            for some in _slices(rows.fetchall(), lambda row: row[1]):
                with self.transaction():  # type: ignore[attr-defined]
                    self.connection.executemany(
                        f"DELETE FROM {table} WHERE run = ? AND rowid = ?",  # noqa: S608
                        [(run, row[0]) for row in some],
                    )

    def compact(self, run: str, *names: str) -> None:
        """Join the many blobs of a run that has ended, or of some of its series, so that it is read in few pieces: a
        piece at a time, between which others may write."""
        for name in names or self.series(run):
            start: int | None = 1
            while start is not None:
                with self.transaction():  # type: ignore[attr-defined]
                    start = self._join(run, name, start)

    def _join(self, run: str, name: str, start: int) -> int | None:
        """Join the blobs that begin within LARGE steps from `start` on; where the next one begins, if there is one."""
        that = "FROM curves WHERE run = ? AND series = ? AND first"
        following = self.connection.execute(f"SELECT min(first) {that} >= ?", (run, name, start + LARGE)).fetchone()[0]
        last = self.taken(run, name) if following is None else following - 1
        if last < start:
            return None  # not a step was written
        joined = self.curve(run, name, start, last).astype("<f8").tobytes()
        self.connection.execute(f"DELETE {that} BETWEEN ? AND ?", (run, name, start, last))
        self.connection.execute("INSERT INTO curves VALUES (?, ?, ?, ?)", (run, name, start, joined))
        return following


def _slices(rows: Iterable[tuple], size: Callable[[tuple], int]) -> Iterator[list[tuple]]:
    """The rows some at a time, so many that nobody waits long for them to be written."""
    some: list[tuple] = []
    weight = 0
    for row in rows:
        some.append(row)
        weight += size(row)
        if weight >= SLICE:
            yield some
            some, weight = [], 0
    if some:
        yield some

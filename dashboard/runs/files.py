"""A checkpoint is kept where all who may train its run find it: beside a store that is a file, and in any other store.

Hosts that share a store in PostgreSQL need no folder that they share: a checkpoint is a row, written in the transaction
that asks whether its writer still holds the run. What a host reads of it stays in its folder `fetched`, which may be
deleted. Files that were put beside such a store before it had a place for them are found there as they were.
"""

import os
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from dashboard.runs.leases import NOW

ID = re.compile("[0-9a-f]{10}")
FETCHED = "fetched"
UNUSED = 24 * 3600.0  # seconds that a host keeps what it fetched


def is_elsewhere() -> bool:
    """Whether the store of this process is no file."""
    return bool(os.environ.get("CHAINRULE_STORE"))


class Checkpoints(Mapping[int, Path]):
    """The file of each step that was kept, in order; one that is elsewhere is fetched when somebody asks for it."""

    def __init__(self, found: Mapping[int, Callable[[], Path]]):
        self.found = {step: found[step] for step in sorted(found)}

    def __getitem__(self, step: int) -> Path:
        return self.found[step]()

    def __iter__(self) -> Iterator[int]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


class Files:
    """What the store knows of the files of runs. Whoever inherits this has a connection, a folder, and a header where
    it is a file itself."""

    connection: Any
    folder: Path
    header: Any

    def checkpoint_path(self, run: str, step: int) -> Path:
        """Where a checkpoint lies in the folder of a store; there it is written whole or not at all."""
        return self.folder / "checkpoints" / f"{run}-{step:08d}.npz"

    def checkpoints(self, run: str) -> Checkpoints:
        found: dict[int, Callable[[], Path]] = {}
        for name in self._names(run):
            if name.endswith(".npz") and (number := re.fullmatch(r"\d+", name[11:-4])):
                found[int(number[0])] = lambda name=name: self.folder / "checkpoints" / name  # type: ignore[misc]
        for step, name, written in self._rows(run):
            found[step] = lambda name=name, written=written: self._fetched(name, written)  # type: ignore[misc]
        return Checkpoints(found)

    def keep_checkpoint(self, run: str, step: int, unfinished: Path) -> None:
        """Make a whole file the checkpoint of a step."""
        path = self.checkpoint_path(run, step)
        if self.header is None:
            self.share(path.name, unfinished, run, step)
            unfinished.unlink()
        else:
            os.replace(unfinished, path)

    def drop_checkpoint(self, run: str, step: int) -> None:
        path = self.checkpoint_path(run, step)
        path.unlink(missing_ok=True)
        if self.header is None:
            self.unshare(path.name)
            (self.folder / FETCHED / path.name).unlink(missing_ok=True)

    def unfinished(self, run: str) -> list[Path]:
        """Files that somebody here was writing when it was killed, or is writing now."""
        return [self.folder / "checkpoints" / name for name in self._names(run) if name.endswith(".part")]

    def with_checkpoints(self) -> set[str]:
        """The ids of all runs that have any."""
        try:
            found = {name.rpartition("-")[0] for name in os.listdir(self.folder / "checkpoints")}
        except FileNotFoundError:
            found = set()
        if self.header is None:
            found |= {run for (run,) in self.connection.execute("SELECT DISTINCT run FROM files WHERE run IS NOT NULL")}
        return found

    def bytes_of_files(self) -> Counter[str]:
        """What the files of each run take, and images that runs learn from by their own names."""
        taken = Counter[str]()
        for folder in ("checkpoints",) if self.header is None else ("checkpoints", "images"):
            try:
                with os.scandir(self.folder / folder) as files:
                    for file in files:
                        taken[_whose(file.name)] += file.stat().st_size
            except FileNotFoundError:  # nothing was saved yet, or a file was thinned out at this moment
                pass
        if self.header is None:
            for name, size in self.connection.execute("SELECT name, size FROM files"):
                taken[_whose(name.rpartition("/")[2])] += size
        return taken

    def share(self, name: str, path: Path, run: str | None = None, step: int | None = None) -> None:
        """Put a file into a store that is none, for all hosts; a later one of this name takes its place."""
        content = path.read_bytes()
        self.connection.execute(
            f"INSERT INTO files (name, run, step, written, size, content) VALUES (?, ?, ?, {NOW}, ?, ?) "  # noqa: S608
            "ON CONFLICT (name) DO UPDATE SET written = excluded.written, size = excluded.size, "
            "content = excluded.content",
            (name, run, step, len(content), content),
        )

    def shared(self, folder: str) -> list[tuple[str, float]]:
        """The names of files that belong to no run, and when each was put there, in seconds since 1970."""
        query = "SELECT name, written FROM files WHERE run IS NULL AND name LIKE ?"
        return self.connection.execute(query, (f"{folder}/%",)).fetchall()

    def unshare(self, name: str) -> None:
        self.connection.execute("DELETE FROM files WHERE name = ?", (name,))

    def bring(self, name: str, path: Path) -> bool:
        """Write a file of the store to `path`, whole or not at all; whether it is in the store."""
        row = self.connection.execute("SELECT content, written FROM files WHERE name = ?", (name,)).fetchone()
        if row is None:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(row[0])
            os.utime(draft, (row[1], row[1]))
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        return True

    def delete_files(self, run: str) -> None:
        """Delete what is left of a run whose row is gone; rows of files went with it."""
        for name in self._names(run):
            (self.folder / "checkpoints" / name).unlink(missing_ok=True)
        for path in (self.folder / FETCHED).glob(f"{run}-*") if ID.fullmatch(run) else ():
            path.unlink(missing_ok=True)

    def _fetched(self, name: str, written: float) -> Path:
        """Where the checkpoint lies that was written at this time; a name alone may be an older one's."""
        path = self.folder / FETCHED / name
        try:
            if abs(path.stat().st_mtime - written) < 1e-3:
                return path
        except FileNotFoundError:
            pass
        if not self.bring(name, path):
            path.unlink(missing_ok=True)  # it was thinned out meanwhile
        for other in path.parent.glob("*"):
            with suppress(FileNotFoundError):  # others tidy up, too
                if time.time() - other.stat().st_ctime > UNUSED:
                    other.unlink()
        return path

    def _rows(self, run: str) -> list[tuple[int, str, float]]:
        if self.header is not None:
            return []
        return self.connection.execute("SELECT step, name, written FROM files WHERE run = ?", (run,)).fetchall()

    def _names(self, run: str) -> list[str]:
        """The names that begin with a run's id; an id is ten hexadecimal digits, and anything else names no file."""
        if not ID.fullmatch(run):
            return []
        try:
            return [name for name in os.listdir(self.folder / "checkpoints") if name.startswith(f"{run}-")]
        except FileNotFoundError:
            return []


def _whose(name: str) -> str:
    return name.partition("-")[0]

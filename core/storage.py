"""A run in one `.npz` file: the configuration as JSON, the arrays as they are, no pickle."""

import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import inf, prod
from pathlib import Path

import numpy as np

from core.config import Config
from core.datasets.archive import Archive
from core.machine import machine
from core.training import Run

VERSION = 1
MOST_STEPS = 2**53  # beyond, a float cannot count
DTYPES = ("<f4", "<f8")


class StorageError(ValueError):
    """A file that holds no run that can be used. The message is a sentence for a person."""


@dataclass(frozen=True)
class Header:
    """All of a run but its arrays."""

    config: Config
    step: int
    memories: int
    normalised: int
    judged: int
    best_loss: float
    stale: int
    made: dict[str, str]  # what its last bits depend on; empty in files from before that was written


def save_run(path: Path, run: Run) -> None:
    """Write `run` to `path`; a crash on the way leaves the old file as it was."""
    header = {"version": VERSION, "config": asdict(run.config), "step": run.step, "memories": len(run.memory)}
    header |= {"normalised": len(run.statistics), "judged": run.judged, "best_loss": run.best_loss, "stale": run.stale}
    header |= {"made": machine()}
    arrays = {f"memory{k}": memory for k, memory in enumerate(run.memory)}
    arrays |= {f"statistics{k}": statistics for k, statistics in enumerate(run.statistics)}
    write_whole(
        path,
        lambda file: np.savez(
            file, allow_pickle=False, chainrule=np.array(json.dumps(header)), theta=run.theta, **arrays
        ),
    )


def write_whole(path, write):
    """Write by `write(file)`; a crash on the way leaves the old file as it was."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(unfinished, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def load_run(path: Path, sound: bool = False, memory: bool = True) -> Run:
    """Read what `save_run` wrote. Raises StorageError for any other file, before it takes more memory than that run.

    Without `memory`, what the optimizer remembers stays in the file: who looks at a network needs a third of Adam's.

    A `sound` run is asked for where the file comes from outside, to be trained on: one that diverged is refused, and so
    is one that left what its optimizer remembers behind.
    """
    with _opened(path) as archive:
        header = _header(path, archive)
        if sound and header.memories != header.config.build_optimizer().memories:
            raise StorageError(f"{path.name} holds a network without what its optimizer remembers.")
        names = ["theta", *(f"memory{k}" for k in range(header.memories))]
        tables = [f"statistics{k}" for k in range(header.normalised)]
        _check(path, header, archive, names, tables)
        read = names if memory else names[:1]
        theta, *rest = (archive.array(name) for name in [*read, *tables])
        if sound and not all(np.isfinite(array).all() for array in (theta, *rest)):
            raise StorageError(f"{path.name} holds parameters that are not finite numbers: its run diverged.")
        remembered, statistics = tuple(rest[: len(read) - 1]), tuple(rest[len(read) - 1 :])
    return Run(header.config, theta, remembered, header.step, statistics, header.judged, header.best_loss, header.stale)


def read_header(path: Path) -> Header:
    """What a run's file says of it; no array is read. Raises StorageError."""
    with _opened(path) as archive:
        return _header(path, archive)


@contextmanager
def _opened(path):
    try:
        with open(path, "rb") as raw:
            yield Archive(raw)
    except FileNotFoundError:
        raise StorageError(f"{path.name} does not exist.") from None
    except StorageError:
        raise
    except Exception:  # damage makes zipfile, zlib, NumPy and Config raise a dozen kinds
        raise StorageError(f"{path.name} is not a run that Chainrule saved, or it is damaged.") from None


def _header(path, archive) -> Header:
    said = json.loads(archive.text("chainrule"))
    version = _count(said["version"])
    if version > VERSION:
        newer = f"{path.name} was written by a newer Chainrule (format {version})"
        raise StorageError(f"{newer}; update Chainrule to open it.")
    best, made = said.get("best_loss", inf), said.get("made", {})
    counts = [_count(said.get(name, 0)) for name in ("memories", "normalised", "judged", "stale")]
    step = _count(said["step"])
    strange = version < 1 or not isinstance(best, int | float) or best != best or step > MOST_STEPS
    if strange or not all(isinstance(text, str) for pair in made.items() for text in pair):
        raise ValueError("a header of another kind")
    memories, normalised, judged, stale = counts
    config = Config(**said["config"])
    remembered, running = config.build_optimizer().memories, len(config.build_network().normalised)
    if memories not in (0, remembered) or normalised != running:  # 0: a network to look at, such as the one shipped
        raise StorageError(
            f"{path.name} is damaged: its optimizer and its network remember {remembered} and {running} arrays, the "
            f"file {memories} and {normalised}."
        )
    return Header(config, step, memories, normalised, judged, float(best), stale, made)


def _count(number) -> int:
    if type(number) is not int or number < 0:  # True is an int, too
        raise ValueError("no number of anything")
    return number


def _check(path, header, archive, names, tables) -> None:
    """Raise StorageError where the arrays are not those of the network and its optimizer."""
    network = header.config.build_network()
    kinds = [archive.kind(name) for name in [*names, *tables]]
    (dtype, first), *_ = kinds
    expected = [(network.size,)] * (1 + header.memories) + [(2, units) for units in network.normalised]
    if [shape for _, shape in kinds] != expected:
        raise StorageError(
            f"{path.name} is damaged: its network has {network.size:,} parameters and the file holds {prod(first):,}."
        )
    if dtype.str not in DTYPES or any(kind != dtype for kind, _ in kinds):
        raise StorageError(f"{path.name} is damaged: its parameters are not floating-point numbers of 32 or 64 bits.")

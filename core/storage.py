"""A run in one `.npz` file: the configuration as JSON, the arrays as they are, no pickle."""

import json
import os
from dataclasses import asdict
from math import inf
from pathlib import Path

import numpy as np

from core.config import Config
from core.training import Run

VERSION = 1


class StorageError(ValueError):
    """A file that holds no run that can be used. The message is a sentence for a person."""


def save_run(path: Path, run: Run) -> None:
    """Write `run` to `path`; a crash on the way leaves the old file as it was."""
    header = {"version": VERSION, "config": asdict(run.config), "step": run.step, "memories": len(run.memory)}
    header |= {"normalised": len(run.statistics), "judged": run.judged, "best_loss": run.best_loss, "stale": run.stale}
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


def load_run(path: Path) -> Run:
    """Read what `save_run` wrote. Raises StorageError for any other file."""
    try:
        with (
            open(path, "rb") as raw,
            np.load(raw, allow_pickle=False) as file,
        ):  # np.load would leave a damaged file open
            header = json.loads(str(file["chainrule"]))
            if header["version"] > VERSION:
                newer = f"{path.name} was written by a newer Chainrule (format {header['version']})"
                raise StorageError(f"{newer}; update Chainrule to open it.")
            run = Run(
                Config(**header["config"]),
                file["theta"],
                tuple(file[f"memory{k}"] for k in range(header["memories"])),
                int(header["step"]),
                tuple(file[f"statistics{k}"] for k in range(header.get("normalised", 0))),
                int(header.get("judged", 0)),
                float(header.get("best_loss", inf)),
                int(header.get("stale", 0)),
            )
    except FileNotFoundError:
        raise StorageError(f"{path.name} does not exist.") from None
    except StorageError:
        raise
    except Exception:  # damage makes zipfile, zlib, NumPy and Config raise a dozen kinds
        raise StorageError(f"{path.name} is not a run that Chainrule saved, or it is damaged.") from None
    network = run.config.build_network()
    vectors, tables = (run.theta, *run.memory), [s.shape for s in run.statistics]
    if any(array.shape != (network.size,) for array in vectors) or tables != [
        (2, units) for units in network.normalised
    ]:
        raise StorageError(
            f"{path.name} is damaged: its network has {network.size:,} parameters and the file holds "
            f"{run.theta.size:,}."
        )
    if not all(np.issubdtype(array.dtype, np.floating) for array in (*vectors, *run.statistics)):
        raise StorageError(f"{path.name} is damaged: its parameters are not floating-point numbers.")
    return run

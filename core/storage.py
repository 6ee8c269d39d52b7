"""A run in one `.npz` file: the configuration as JSON, the arrays as they are, no pickle."""

import json
import os
import zipfile
from dataclasses import asdict
from pathlib import Path

import numpy as np

from core.config import Config, ConfigError
from core.training import Run

VERSION = 1


class StorageError(ValueError):
    """A file that holds no run that can be used. The message is a sentence for a person."""


def save_run(path: Path, run: Run) -> None:
    """Write `run` to `path`; a crash on the way leaves the old file as it was."""
    header = json.dumps({"version": VERSION, "config": asdict(run.config), "step": run.step, "memories": len(run.memory)})
    arrays = {f"memory{k}": memory for k, memory in enumerate(run.memory)}
    unfinished = path.with_name(path.name + f".{os.getpid()}.part")
    try:
        with open(unfinished, "wb") as file:
            np.savez(file, allow_pickle=False, chainrule=np.array(header), theta=run.theta, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def load_run(path: Path) -> Run:
    """Read what `save_run` wrote. Raises StorageError for any other file."""
    try:
        with open(path, "rb") as raw, np.load(raw, allow_pickle=False) as file:  # np.load would leave a damaged file open
            header = json.loads(str(file["chainrule"]))
            if header["version"] > VERSION:
                raise StorageError(
                    f"{path.name} was written by a newer Chainrule (format {header['version']}); update Chainrule to open it."
                )
            config = Config(**header["config"])
            run = Run(config, file["theta"], tuple(file[f"memory{k}"] for k in range(header["memories"])), header["step"])
    except FileNotFoundError:
        raise StorageError(f"{path.name} does not exist.") from None
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, ConfigError) as error:
        if isinstance(error, StorageError):
            raise
        raise StorageError(f"{path.name} is not a run that Chainrule saved, or it is damaged.") from None
    size = config.build_network().size
    if any(array.shape != (size,) for array in (run.theta, *run.memory)):
        raise StorageError(f"{path.name} is damaged: its network has {size:,} parameters and the file holds {run.theta.size:,}.")
    return run

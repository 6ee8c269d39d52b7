"""What the commands of the terminal have in common: options for settings, files of runs, digits.

Each command reads the same settings, runs the same code and keeps the same files as the dashboard. Each returns the
exit code, and raises what it cannot do as a ValueError whose message is a sentence. Its `add` puts it into the table of
commands, with its options.
"""

import argparse
from dataclasses import fields
from pathlib import Path

import numpy as np

from core.config import Config, as_written
from core.datasets import Digits, load
from core.storage import load_run
from core.training import Run
from dashboard.data.downloads import fetch
from dashboard.shared.folder import data_folder

RUN = "an .npz file that a training saved"


def path(text: str) -> Path:
    return Path(text).expanduser()


def add_settings(parser: argparse.ArgumentParser) -> None:
    """An option for each setting of `Config`, by the same name."""
    for f in fields(Config):
        limits = f.metadata
        allowed = (
            ", ".join(limits["choices"])
            if "choices" in limits
            else f"{as_written(limits['low'])} to {as_written(limits['high'])}"
            if "low" in limits
            else ""
        )
        default = f"default {f.default}"
        parser.add_argument(
            f"--{f.name.replace('_', '-')}", metavar="…", help=f"{allowed} ({default})" if allowed else default
        )


def settings(chosen: argparse.Namespace) -> Config:
    """The configuration that the options spell. Raises ConfigError."""
    return Config.from_query(
        {f.name: getattr(chosen, f.name) for f in fields(Config) if getattr(chosen, f.name) is not None}
    )


def digits_of(config: Config, dtype=np.float32) -> Digits:
    """The digits of a run, downloaded where they are not there yet. Raises DataError."""
    return load(config, fetch(config.data, data_folder(), progress=True), dtype)


def check_place(file: Path) -> None:
    """Raises ValueError where no file can be written to."""
    if file.is_dir():
        raise ValueError(f"{file} is a folder: give the name of a file in it, such as {file / 'run.npz'}.")
    if not file.parent.is_dir():
        raise ValueError(f"{file} cannot be saved: there is no folder {file.parent}.")


def saved(path: Path) -> Run:
    """A run from a file. Raises StorageError, and ValueError if its training ended in numbers that are none."""
    run = load_run(path)
    if not np.isfinite(run.theta).all():
        raise ValueError(
            f"{path.name} holds parameters that are not numbers: its training diverged. Train again with a lower "
            "learning rate."
        )
    return run

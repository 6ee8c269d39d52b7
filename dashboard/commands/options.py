"""What the commands of the terminal have in common: options for settings, files of runs, digits.

Each command reads the same settings, runs the same code and keeps the same files as the dashboard. Each returns the
exit code, and raises what it cannot do as a ValueError whose message is a sentence. Its `add` puts it into the table of
commands, with its options.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np

from core.config import Config, as_written
from core.datasets import Digits, load
from core.storage import load_run
from core.training import Run
from dashboard.data.downloads import fetch
from dashboard.data.weights import is_from_elsewhere, run_of
from dashboard.shared.folder import data_folder

RUN = "an .npz file that a training saved, or weights from PyTorch, Keras, scikit-learn or NumPy"
EVERY = tuple(setting.name for setting in fields(Config) if not setting.name.startswith("own"))  # `--images` says it
ELSEWHERE = ("network", "loss", "scaling")  # settings of `Config` that weights from elsewhere may not say


def path(text: str) -> Path:
    return Path(text).expanduser()


def add_settings(parser: argparse.ArgumentParser, asked: Sequence[str] = EVERY) -> None:
    """An option for each setting of `Config` that is asked for, by the same name."""
    for f in (f for f in fields(Config) if f.name in asked):
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
    given = {f.name: getattr(chosen, f.name, None) for f in fields(Config)}
    return Config.from_query({name: value for name, value in given.items() if value is not None})


def digits_of(config: Config, dtype=None) -> Digits:
    """The digits of a run, downloaded where they are not there yet. Raises DataError."""
    return load(config, fetch(config.data, data_folder(), progress=True), dtype)


def check_place(file: Path) -> None:
    """Raises ValueError where no file can be written to."""
    if file.is_dir():
        raise ValueError(f"{file} is a folder: give the name of a file in it, such as {file / 'run.npz'}.")
    if not file.parent.is_dir():
        raise ValueError(f"{file} cannot be saved: there is no folder {file.parent}.")


def add_run(parser: argparse.ArgumentParser) -> None:
    """The file of a trained network, and what weights from elsewhere may not say."""
    parser.add_argument("run", type=path, metavar="RUN", help=RUN)
    for name in ELSEWHERE:
        parser.add_argument(f"--{name}", metavar="…", help=f"the {name} of weights from elsewhere that do not say it")


def saved(path: Path, chosen: argparse.Namespace) -> Run:
    """A run from a file, or one made of weights from elsewhere.

    Raises StorageError, WeightsError, and ValueError if its training ended in numbers that are none.
    """
    given = {name: getattr(chosen, name) for name in ELSEWHERE if getattr(chosen, name) is not None}
    if is_from_elsewhere(path):
        run, remarks = run_of(path, **given)
        print(*remarks, sep="\n", end="\n" * bool(remarks), file=sys.stderr)
        return run
    run = load_run(path)
    if not np.isfinite(run.theta).all():
        raise ValueError(
            f"{path.name} holds parameters that are not numbers: its training diverged. Train again with a lower "
            "learning rate."
        )
    return run

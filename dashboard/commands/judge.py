"""`chainrule evaluate` says how well a trained network reads: test digits, or images of your own."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from core.datasets import DataError, Own, read_own
from core.datasets.catalogue import DATASETS, Dataset
from core.datasets.labelled import turned
from core.metrics import evaluate as judge
from dashboard.commands.options import add_run, digits_of, path, saved
from dashboard.data.folders import NAMED, read_folder
from dashboard.data.picture import KINDS


def evaluate(chosen: argparse.Namespace) -> int:
    """Judge a saved run on test digits, or on labelled images of your own."""
    run = saved(chosen.run, chosen)
    digits = digits_of(run.config)
    if not chosen.images:
        say(judge(run.network, run.theta, digits.test), "test digits")
        return 0
    own, faults = brought(chosen.images, DATASETS[run.config.data])
    part = own.split(chosen.images.name)
    if chosen.transposed:
        own = own.transposed()
    elif odd := turned(own, lambda x: run.network.predict(run.theta, digits.scale.apply(x)), chosen.images.name):
        own = replace(own, notes=(*own.notes, f"{odd} Add `--transposed` to judge them so."))
    print(*own.notes, sep="\n" if own.notes else "", end="\n" if own.notes else "")
    for fault in faults[:NAMED]:
        print(fault, file=sys.stderr)
    if len(faults) > NAMED:
        print(f"And {len(faults) - NAMED:,} more files cannot be read.", file=sys.stderr)
    say(judge(run.network, run.theta, replace(part, images=digits.scale.apply(own.images))), "images")
    if faults:
        files = "1 file" if len(faults) == 1 else f"{len(faults):,} files"
        print(f"{files} could not be judged.")
    return 0


def brought(place: Path, data: Dataset) -> tuple[Own, tuple[str, ...]]:
    """The images in a folder or a table, and a sentence for each file that cannot be read. Raises DataError."""
    if place.is_dir():
        folder = read_folder(place, data)
        return folder.own, folder.faults
    if place.suffix.lower() in KINDS and place.is_file():
        raise DataError(
            f"{place.name} is one image, without a label: `chainrule predict RUN {place.name}` says what it is taken "
            "for."
        )
    return read_own(place, data), ()


def say(result, what: str) -> None:
    print(
        f"{result.accuracy:.2%} of {result.examples:,} {what} are read correctly; the mean loss is {result.loss:.4g}."
    )


def add(commands) -> None:
    parser = commands.add_parser("evaluate", help="judge a saved run")
    add_run(parser)
    parser.add_argument(
        "--images",
        type=path,
        metavar="…",
        help="labelled images: an .npz or .csv file, or a folder with a folder for each class",
    )
    parser.add_argument(
        "--transposed", action="store_true", help="exchange rows and columns of --images, as EMNIST's tables need"
    )
    parser.set_defaults(do=evaluate)

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
from dashboard.shared.settings_in_words import learns_from


def evaluate(chosen: argparse.Namespace) -> int:
    """Judge a saved run on test digits, or on labelled images of your own."""
    run = saved(chosen.run, chosen)
    digits = digits_of(run.config)
    if run.config.own:
        print(f"This run {learns_from(run.config)}.")
    if not chosen.images:
        say(judge(run.network, run.theta, digits.test), "test digits")
        return 0
    own = brought(chosen.images, DATASETS[run.config.data], chosen.transposed)
    part = own.split(chosen.images.name)
    if not chosen.transposed:
        odd = turned(own, lambda x: run.network.predict(run.theta, digits.scale.apply(x)), chosen.images.name)
        print(f"{odd} Add `--transposed` to judge them so.\n" if odd else "", end="")
    say(judge(run.network, run.theta, replace(part, images=digits.scale.apply(part.images))), "images")
    return 0


def brought(place: Path, data: Dataset, transposed: bool) -> Own:
    """The images in a folder or a table, having said what is to be said of them. Raises DataError."""
    if place.suffix.lower() in KINDS and place.is_file():
        raise DataError(
            f"{place.name} is one image, without a label: `chainrule predict RUN {place.name}` says what it is taken "
            "for."
        )
    faults: tuple[str, ...] = ()
    if place.is_dir():
        folder = read_folder(place, data)
        own, faults = folder.own, folder.faults
    else:
        own = read_own(place, data)
    for note in own.notes:
        print(note)
    for fault in faults[:NAMED]:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{len(faults):,} {'file' if len(faults) == 1 else 'files'} in {place.name} could not be read.")
    return own.transposed() if transposed else own


def say(result, what: str) -> None:
    print(
        f"{result.accuracy:.2%} of {result.examples:,} {what} are read correctly; the mean loss is {result.loss:.4g}."
    )


def add(commands) -> None:
    parser = commands.add_parser("evaluate", help="judge a saved run")
    add_run(parser)
    add_images(parser, "labelled images of your own to judge it on")
    parser.set_defaults(do=evaluate)


def add_images(parser: argparse.ArgumentParser, what: str) -> None:
    """The options for labelled images of one's own."""
    parser.add_argument(
        "--images",
        type=path,
        metavar="…",
        help=f"{what}: an .npz or .csv file, or a folder with a folder for each class",
    )
    parser.add_argument(
        "--transposed", action="store_true", help="exchange rows and columns of --images, as EMNIST's tables need"
    )

"""`chainrule predict` says what a trained network takes images for: photographs, or a table without labels."""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets import DataError, read_own
from core.datasets.catalogue import DATASETS, Dataset
from core.metrics import in_batches, predictions
from dashboard.commands.options import add_run, check_place, digits_of, path, saved
from dashboard.data.folders import is_litter, listed
from dashboard.data.images import read_image
from dashboard.data.picture import KINDS
from dashboard.data.uploaded import TABLES

FIRST = 10  # images of a table that are named one by one


@dataclass(frozen=True)
class Asked:
    """The images of one file."""

    file: Path
    images: Any  # (N, 784) from 0 to 1
    names: Sequence[str]  # of each
    table: bool = False


def predict(chosen: argparse.Namespace) -> int:
    """Say what each image is taken for, and save it where that is asked for."""
    run = saved(chosen.run, chosen)
    if chosen.save:
        check_place(chosen.save)
    data = DATASETS[run.config.data]
    faults: list[str] = []
    asked = list(_read(chosen.image, data, chosen.transposed, faults))
    for fault in faults:
        print(fault, file=sys.stderr)
    scale, answers = digits_of(run.config).scale, []
    for one in asked:
        batches = map(scale.apply, in_batches(one.images.astype(run.theta.dtype)))
        p = predictions(run.network, run.theta, batches)
        answers.append(p)
        most = FIRST if one.table else len(p)
        for name, row in zip(one.names[:most], p, strict=False):
            print(f"{name}: " + ", ".join(f"{data.names[k]} ({row[k]:.1%})" for k in np.argsort(-row)[:3]))
        if len(p) > most:
            print(f"And {len(p) - most:,} more; `--save predictions.csv` keeps them all.")
    if chosen.save and asked:
        _save(chosen.save, asked, answers, data.names)
        print(f"{sum(map(len, answers)):,} predictions are in {chosen.save}.")
    return 1 if faults else 0


def _read(files: Sequence[Path], data: Dataset, transposed: bool, faults: list[str]) -> Iterator[Asked]:
    """The images of each file; a file that cannot be read is a sentence among the faults."""
    for file in _files(files, faults):
        try:
            if file.suffix.lower() in TABLES:
                own = read_own(file, data)
                print(*own.notes, sep="\n", file=sys.stderr, end="\n" if own.notes else "")
                images = (own.transposed() if transposed else own).images
                yield Asked(file, images, [f"{file}, image {k + 1}" for k in range(len(images))], True)
                continue
            stages = read_image(file, data.box)
        except DataError as error:
            faults.append(str(error))
            continue
        print(*stages.notes, sep="\n", file=sys.stderr, end="\n" if stages.notes else "")
        digits = stages.digits
        names = [str(file)] if len(digits) == 1 else [f"{file}, digit {k + 1}" for k in range(len(digits))]
        yield Asked(file, np.array([digit.pixels for digit in digits]), names)


def _files(files: Sequence[Path], faults: list[str]) -> Iterator[Path]:
    """The files, and of each folder the images in it."""
    for file in files:
        if not file.is_dir():
            yield file
            continue
        inside = [one for one in sorted(file.iterdir()) if one.is_file()]
        images = [one for one in inside if one.suffix.lower() in KINDS and not is_litter(one.name)]
        if passed := [one.name for one in inside if one not in images]:
            print(f"Passed over in {file.name}, as no images: {listed(passed)}.", file=sys.stderr)
        if not images:
            faults.append(f"{file.name} has no images (PNG, JPEG …) in it.")
        yield from images


def _save(file: Path, asked: Sequence[Asked], answers, names: Sequence[str]) -> None:
    """One table alone becomes what Kaggle takes: the number of each image, from 1, and its label."""
    with open(file, "w", newline="", encoding="utf-8") as place:
        rows = csv.writer(place)
        if len(asked) == 1 and asked[0].table:
            rows.writerow(["ImageId", "Label"])
            rows.writerows([k, names[guess]] for k, guess in enumerate(answers[0].argmax(axis=1).tolist(), 1))
            return
        rows.writerow(["image", "label", "probability"])
        for one, p in zip(asked, answers, strict=True):
            rows.writerows(
                [name, names[row.argmax()], f"{row.max():.4f}"] for name, row in zip(one.names, p, strict=True)
            )


def add(commands) -> None:
    parser = commands.add_parser("predict", help="say what images are taken for")
    add_run(parser)
    parser.add_argument(
        "image",
        type=path,
        metavar="IMAGE",
        nargs="+",
        help="a photograph or drawing, or an .npz or .csv file of images",
    )
    parser.add_argument("--save", type=path, metavar="FILE", help="a .csv file to write the answers to")
    parser.add_argument(
        "--transposed", action="store_true", help="exchange rows and columns of a table, as EMNIST's need"
    )
    parser.set_defaults(do=predict)

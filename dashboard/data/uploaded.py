"""What comes through a browser: image files, or one table of images, of which a bad file spoils no other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from core.datasets import DataError, Own, read_own
from core.datasets.catalogue import DATASETS, Dataset
from dashboard.data.brought_files import label_of, unpacked
from dashboard.data.folders import is_litter
from dashboard.data.images import Stages, digits_in
from dashboard.data.picture import opened

FILES = 40  # images uploaded together
MEGABYTES = 15  # of one file: a telephone's JPEG has 3 to 12
LABELLED = 10_000  # images in one uploaded file
UNPACKED = 64_000_000  # bytes in it: so many images in float64
TABLES = (".npz", ".csv")
ARCHIVES = (".zip",)


@dataclass(frozen=True)
class Uploaded:
    """Images that came through a browser."""

    levels: Any  # (N, 784) grey levels from 0 to 255, as bytes
    labels: Any  # (N,) whole numbers, or None: image files have no labels
    names: tuple[str, ...]  # what each image is called, where it has no label
    faults: tuple[str, ...]  # a sentence for each image file that cannot be read
    notes: tuple[str, ...] = ()  # sentences on what was made of the files
    photographs: tuple[tuple[str, Stages], ...] = ()  # each image file by its name, in stages
    said: tuple[int | None, ...] = ()  # of each image file's digit the class that its name or folder says


def read_uploaded(files: Sequence[tuple[str, bytes]], data: Dataset = DATASETS["mnist"]) -> Uploaded:
    """Image files and archives of them, or one `.npz` or `.csv` file of images, each as its name and what is in it.
    Raises DataError."""
    if len(files) > FILES:
        raise DataError(f"These are {len(files)} files; the limit is {FILES} at once.")
    tables = [name for name, _ in files if Path(name).suffix.lower() in TABLES]
    if tables and len(files) > 1:
        raise DataError(f"{tables[0]} holds labelled images; choose it alone, without other files.")
    if tables:
        return of_table(_table(plain(tables[0]), files[0][1], data))
    images, names, faults, notes, photographs, said = [], [], [], [], [], []
    for path, content in unpacked(files):
        name, label = plain(path), label_of(path, data.names)
        if is_litter(name):
            notes.append(f"{name} was passed over: a computer put it there.")
            continue
        try:
            stages = digits_in(opened(content, name), name, data.box)
        except DataError as error:
            faults.append(str(error))
            continue
        photographs.append((name, stages))
        notes += stages.notes
        for k, digit in enumerate(stages.digits, 1):
            images.append(digit.pixels)
            said.append(label if len(stages.digits) == 1 else None)
            names.append(name if len(stages.digits) == 1 else f"{name}, digit {k}")
    return Uploaded(
        _levels(np.reshape(images, (-1, 784))),
        None,
        tuple(names),
        tuple(faults),
        tuple(notes),
        tuple(photographs),
        tuple(said),
    )


def of_table(own: Own) -> Uploaded:
    names = () if own.labels is not None else tuple(f"image {k + 1}" for k in range(len(own)))
    return Uploaded(_levels(own.images), own.labels, names, (), own.notes)


def plain(name: str) -> str:
    """The name of a file as one that every system can write."""
    found = re.sub(r"[^\w.() -]", "_", name)[-60:]
    return found if found.strip(". ") else "file"


def _levels(images):
    return np.round(255 * np.clip(images, 0, 1)).astype(np.uint8)


def _table(name, content, data):
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        found = read_own(path, data, unpacked=UNPACKED)
    if len(found) > LABELLED:
        raise DataError(f"{path.name} holds {len(found):,} images; the limit here is {LABELLED:,}.")
    return found

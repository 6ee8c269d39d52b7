"""A folder of images has a folder for each class in it, and what a Mac or Windows leaves there of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.datasets import DataError, Own
from core.datasets.catalogue import DATASETS, Dataset
from dashboard.data.images import read_image
from dashboard.data.picture import KINDS

LITTER = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
NAMED = 5  # files in one sentence


@dataclass(frozen=True)
class Folder:
    """The labelled images of a folder, and what is to be said of the other files in it."""

    own: Own
    files: tuple[str, ...]  # of each image
    faults: tuple[str, ...]  # a sentence for each file that is to be read and cannot be


def is_litter(name: str) -> bool:
    """Whether a system put a file there, and nobody meant it: a Mac's `._a.png` is no image."""
    return name.startswith("._") or name.lower() in LITTER


def read_folder(path: Path, data: Dataset = DATASETS["mnist"]) -> Folder:
    """The images in a folder that has a folder for each class, called by its number or its name. Raises DataError where
    there are none."""
    images, labels, files, faults, notes, passed = [], [], [], [], [], []
    for k, file in _files(path, data.names):
        name = file.relative_to(path).as_posix()
        if is_litter(file.name) or file.suffix.lower() not in KINDS:
            passed.append(name)
            continue
        try:
            stages = read_image(file, data.box)
        except DataError as error:
            faults.append(str(error).replace(file.name, name, 1))
            continue
        if len(stages.digits) > 1:
            faults.append(f"{name} shows {len(stages.digits)} digits, and one label: it was left out.")
            continue
        images.append(stages.digits[0].pixels)
        labels.append(k)
        files.append(name)
    passed += sorted(file.name for file in path.iterdir() if file.is_file())
    if not images:
        first, last = data.names[0], data.names[-1]
        said = f"{path.name} has no folders “{first}” to “{last}” with images (PNG, JPEG …) in them."
        raise DataError(" ".join([said, *faults[:NAMED]]))
    if passed:
        notes.append(f"Passed over in {path.name}, as no images: {listed(passed)}.")
    own = Own(np.array(images, np.float32), np.array(labels), tuple(notes))
    return Folder(own, tuple(files), tuple(faults))


def _files(path: Path, names: Sequence[str]) -> Iterator[tuple[int, Path]]:
    for k, name in enumerate(names):
        for folder in sorted({str(k), name}):
            for file in sorted((path / folder).glob("*")):
                if file.is_file():
                    yield k, file


def listed(names: Sequence[str]) -> str:
    """Some names in a sentence."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")

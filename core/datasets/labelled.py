"""Your own images from an `.npz` or `.csv` file: read as they are meant, or refused with the cause and the cure.

What is plausible but looks odd is read, and said: nobody should have to wonder about a score.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets.arrays import read_npz
from core.datasets.catalogue import DATASETS, Dataset
from core.datasets.columns import Table, read_csv
from core.datasets.digits import Split
from core.datasets.idx import DataError
from core.datasets.labels import classes, numbers
from core.datasets.pixels import ink, rows

LIMIT = 200_000_000  # bytes of a file
UNPACKED = 1_000_000_000  # bytes of what is in it, as float64
ENOUGH = 20  # images, of which it can be told whether they read better transposed
BETTER = 0.3  # how much better


@dataclass(frozen=True)
class Own:
    """Images that somebody brought."""

    images: Any  # (N, 784) from 0 background to 1 ink
    labels: Any  # (N,) class numbers, or None
    notes: tuple[str, ...] = ()  # sentences on what was made of the file, and on what looks odd

    def __len__(self):
        return len(self.images)

    def split(self, name: str) -> Split:
        """The images with their labels. Raises DataError where there are none."""
        if self.labels is None:
            raise DataError(
                f"{name} has no labels, so there is no score: `chainrule predict` says what each image is taken for."
            )
        return Split(self.images, self.labels)

    def transposed(self) -> "Own":
        """The same with rows and columns of each image exchanged."""
        turned = self.images.reshape(-1, 28, 28).transpose(0, 2, 1).reshape(-1, 784)
        return replace(self, images=np.ascontiguousarray(turned))


def read_own(path: Path, data: Dataset = DATASETS["mnist"], dtype=np.float32, unpacked: int = UNPACKED) -> Own:
    """The images in a `.npz` or `.csv` file, of so many bytes `unpacked` at most. Raises DataError.

    `.npz`: arrays `images`, (N, 28, 28) or (N, 784), and `labels`, (N,), or the names that Keras and scikit-learn give
    them. `.csv`: a line an image, 784 pixels with a label before or behind them, an index, both or neither.
    """
    if not path.is_file():
        raise DataError(f"{path.name} does not exist, or is not a file.")
    if path.stat().st_size > LIMIT:
        raise DataError(f"{path.name} is larger than {LIMIT // 1_000_000} MB.")
    match path.suffix.lower():
        case ".npz":
            table = read_npz(path, unpacked)
        case ".csv":
            table = read_csv(path, data.classes + data.first_label, unpacked)
        case other:
            raise DataError(f"{path.name} ends in “{other}”; images are read from .npz and .csv files.")
    return checked(table, data, path.name, dtype)


def checked(table: Table, data: Dataset, name: str, dtype=np.float32) -> Own:
    """Images and labels as a network takes them; raises DataError for what is wrong with them."""
    if table.images.dtype.kind not in "iuf":
        raise DataError(f"{name}: images and labels must be numbers.")
    if table.images.size == 0:
        raise DataError(f"{name} holds no images.")
    images = rows(table.images, name)
    labels = None if table.labels is None else numbers(table.labels, len(images), name, data.names)
    found, notes = ink(images, name, dtype)
    if labels is None:
        return Own(found, None, (*table.notes, *notes))
    labels, more = classes(labels, name, data.names, data.first_label)
    return Own(found, labels, (*table.notes, *notes, *more))


def turned(own: Own, predict: Callable, name: str) -> str:
    """A sentence where labelled images read far better transposed, else nothing; `predict` gives p (N, classes) of
    images."""
    if own.labels is None or len(own) < ENOUGH:
        return ""
    as_is, other = (float((predict(o.images).argmax(axis=1) == o.labels).mean()) for o in (own, own.transposed()))
    if other - as_is < BETTER:
        return ""
    return (
        f"{name}: the images read better transposed: {other:.0%} against {as_is:.0%}. EMNIST's files hold them column "
        "by column."
    )

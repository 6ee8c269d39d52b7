"""The data that a configuration asks for, read from IDX files."""

from pathlib import Path
from typing import Any

import numpy as np

from core.datasets.catalogue import DATASETS, Dataset
from core.datasets.digits import Digits, split
from core.datasets.idx import DataError, read_idx
from core.datasets.mnist import read_bytes
from core.datasets.scaling import rescaled


def load(config, folder: Path | None = None, dtype=None) -> Digits:
    """The digits to learn from, to choose by and to be judged on, as `config` has them, in its precision or in `dtype`.

    MNIST ships with the package; the files of other sets are read from `folder`. Raises DataError.
    """
    dtype = np.dtype(dtype or config.precision).type
    learn, held_back = (split(*part, dtype) for part in read_learning(config, folder))  # and then the bytes are let go
    return rescaled(Digits(learn, held_back, split(*read_test(config, folder), dtype)), config.scaling)


def read_learning(config, folder: Path | None = None) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """The digits to learn from and those held back, each as images (N, 28, 28) and labels (N,), as bytes: a quarter
    of what they take as numbers. Raises DataError."""
    images, labels = _read(config, folder, "train")
    cut = len(images) - config.validation
    if cut < 1:
        raise DataError(
            f"{DATASETS[config.data].title} has {len(images):,} images to learn from; {config.validation:,} cannot be "
            "held back."
        )
    learn, held_back = slice(0, min(cut, config.examples)), slice(cut, None)
    return (images[learn], labels[learn]), (images[held_back], labels[held_back])


def read_test(config, folder: Path | None = None) -> tuple[Any, Any]:
    """The digits to be judged on, likewise."""
    return _read(config, folder, "test")


def _read(config, folder, part):
    data = DATASETS[config.data]
    if config.data == "mnist":
        return read_bytes("train" if part == "train" else "t10k")
    if folder is None:
        raise DataError(f"{data.title} does not come with Chainrule; its files have to be downloaded first.")
    return read_part(folder, data, getattr(data, part))


def read_part(folder: Path, data: Dataset, part: str) -> tuple[Any, Any]:
    """Images (N, 28, 28) and labels (N,) from 0, as bytes. Raises DataError."""
    images, labels = (read_idx(folder / f"{part}-{kind}.gz") for kind in ("images-idx3-ubyte", "labels-idx1-ubyte"))
    if images.shape != (len(labels), 28, 28):
        shape = " × ".join(map(str, images.shape))
        raise DataError(
            f"The images of {data.title} should be {len(labels):,} × 28 × 28 bytes, one for each label, and are "
            f"{shape}."
        )
    if len(labels) and not (data.first_label <= labels.min() and labels.max() < data.first_label + data.classes):
        raise DataError(
            f"The labels of {data.title} should be {data.first_label} to {data.first_label + data.classes - 1}; there "
            "are others."
        )
    return (images.transpose(0, 2, 1) if data.transposed else images), labels - labels.dtype.type(data.first_label)

"""Your own images: from an `.npz` or `.csv` file, checked so that each fault is said in words."""

import csv
from math import prod
from pathlib import Path

import numpy as np

from core.datasets.digits import Split
from core.datasets.idx import DataError

LIMIT = 200_000_000  # bytes of a file
UNPACKED = 1_000_000_000  # bytes of what is in it, as float64
EMPTY = 100_000  # lines of a `.csv` with nothing in them
LINE = 100_000  # characters of a line of a `.csv`; 785 numbers with every digit of a float64 are 20,000


def read_own(path: Path, classes: int = 10, dtype=np.float32, unpacked: int = UNPACKED) -> Split:
    """The labelled images in a `.npz` or `.csv` file, of so many bytes `unpacked` at most. Raises DataError.

    `.npz`: arrays `images`, (N, 28, 28) or (N, 784), and `labels`, (N,). `.csv`: a line an image,
    its label first, then 784 pixels, with commas, semicolons or tabs between them; a first line of
    names is passed over.
    """
    if not path.is_file():
        raise DataError(f"{path.name} does not exist, or is not a file.")
    if path.stat().st_size > LIMIT:
        raise DataError(f"{path.name} is larger than {LIMIT // 1_000_000} MB.")
    match path.suffix.lower():
        case ".npz":
            images, labels = _npz(path, unpacked)
        case ".csv":
            images, labels = _csv(path, unpacked)
        case other:
            raise DataError(f"{path.name} ends in “{other}”; images are read from .npz and .csv files.")
    return checked(images, labels, classes, path.name, dtype)


def checked(images, labels, classes: int, name: str, dtype=np.float32) -> Split:
    """Images and labels as a network takes them; raises DataError for what is wrong with them."""
    if any(array.dtype.kind not in "iuf" for array in (images, labels)):
        raise DataError(f"{name}: images and labels must be numbers.")
    if images.size == 0:
        raise DataError(f"{name} holds no images.")
    if images.shape[1:] not in ((28, 28), (784,)):
        shape = " × ".join(map(str, images.shape[1:])) or "a single number"
        raise DataError(f"{name}: each image must be 28 × 28 pixels, or 784 numbers; here it is {shape}.")
    if labels.shape != (len(images),):
        shape = " × ".join(f"{size:,}" for size in labels.shape) or "one number"
        raise DataError(
            f"{name}: {len(images):,} images need as many labels in one row, a number each; here the labels are "
            f"{shape}."
        )
    if not np.isfinite(images).all():
        raise DataError(
            f"{name}: image {int(np.argmax(~np.isfinite(images.reshape(len(images), -1)).all(axis=1)))} has a pixel "
            "that is not a number."
        )
    wrong = np.flatnonzero((labels != np.floor(labels)) | (labels < 0) | (labels >= classes))
    if len(wrong):
        raise DataError(
            f"{name}: label {labels[wrong[0]]:g} of image {wrong[0]} is none of the whole numbers 0 to {classes - 1}."
        )
    low, high = float(images.min()), float(images.max())
    if low < 0 or high > 255:
        raise DataError(
            f"{name}: pixels run from 0 (background) to 1 or 255 (ink); here they run from {low:g} to {high:g}."
        )
    if high == low:
        raise DataError(f"{name}: all pixels are {high:g}; there is nothing to see.")
    ink = images.reshape(len(images), 784).astype(dtype) / dtype(255 if high > 1 else 1)
    if np.median(ink[:, [0, 27, 756, 783]]) > 0.5:
        raise DataError(
            f"{name}: the corners are bright. Digits are light on a dark ground here: turn the images into their "
            "negatives."
        )
    return Split(ink, labels.astype(np.intp))


def _npz(path, unpacked):
    try:
        with open(path, "rb") as raw, np.load(raw, allow_pickle=False) as file:
            size = sum(part.file_size for part in file.zip.infolist())
            if size > unpacked:
                raise _too_large(path, f"{size:,}", unpacked)
            if missing := {"images", "labels"} - set(file):
                raise DataError(f"{path.name} has no array “{min(missing)}”; it has {_listed(file)}.")
            return tuple(_array(file, name) for name in ("images", "labels"))
    except DataError:
        raise
    except Exception:  # damage makes zipfile, zlib and NumPy raise a dozen kinds
        raise DataError(f"{path.name} is not an .npz file of plain numbers, or it is damaged.") from None


def _array(file, name):
    """An array of an `.npz`, once its header asks for no more memory than there are bytes."""
    with file.zip.open(f"{name}.npy") as part:
        version = np.lib.format.read_magic(part)
        header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = header(part)
        if min(shape, default=0) < 0 or dtype.itemsize * prod(shape) > file.zip.getinfo(f"{name}.npy").file_size:
            raise ValueError(f"{name} ends before its numbers do")
    return file[name]


def _too_large(path, size, unpacked):
    return DataError(f"{path.name} unpacks to {size} bytes; the limit is {unpacked:,}.")


def _listed(names):
    """The names in a sentence: the first ten, as an archive may hold thousands."""
    first = [name[:40] for name in sorted(names)[:10]]
    return ", ".join([*first, *(["others"] if len(names) > len(first) else [])]) or "none"


def _lines(path, file):
    empty = 0
    while line := file.readline(LINE):
        empty += line.isspace()
        if empty > EMPTY:
            raise DataError(f"{path.name} has more than {EMPTY:,} empty lines.")
        if len(line) == LINE:
            raise DataError(f"{path.name} has a line of {LINE:,} characters or more; an image makes 785 numbers.")
        yield line


def _csv(path, unpacked):
    rows: list = []
    most = unpacked // (785 * 8)
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            first = file.readline(LINE)
            file.seek(0)
            between = max(",;\t", key=first.count)
            for number, line in enumerate(csv.reader(_lines(path, file), delimiter=between), 1):
                if not line or (number == 1 and not _is_number(line[-1])):
                    continue
                if len(line) != 785:
                    raise DataError(
                        f"{path.name}, line {number}: a label and 784 pixels make 785 numbers; there are {len(line)}."
                    )
                if len(rows) == most:
                    raise _too_large(path, f"more than {most * 785 * 8:,}", unpacked)
                try:
                    rows.append(np.array(line, np.float64))
                except ValueError:
                    raise DataError(f"{path.name}, line {number}: something there is not a number.") from None
    except (UnicodeDecodeError, csv.Error):
        raise DataError(f"{path.name} is not a text file of numbers.") from None
    table = np.array(rows).reshape(-1, 785)
    return table[:, 1:], table[:, 0]


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True

"""An `.npz` file is an archive of arrays, each under the name that its maker gave it."""

from math import prod
from pathlib import Path

import numpy as np

from core.datasets.columns import Table
from core.datasets.idx import DataError

NAMES = {  # of images: of labels, the first pair that is there is read
    "images": "labels",
    "x_test": "y_test",  # Keras
    "X_test": "y_test",
    "test_images": "test_labels",
    "X": "y",
    "x": "y",
    "data": "target",  # scikit-learn
    "x_train": "y_train",
    "X_train": "y_train",
    "train_images": "train_labels",
    "training_images": "training_labels",
    "arr_0": "arr_1",  # np.savez without names
}


def read_npz(path: Path, unpacked: int) -> Table:
    """The images in an `.npz` file of so many bytes `unpacked` at most, and their labels. Raises DataError."""
    try:
        with open(path, "rb") as raw, np.load(raw, allow_pickle=False) as file:
            size = sum(part.file_size for part in file.zip.infolist())
            if size > unpacked:
                raise DataError(f"{path.name} unpacks to {size:,} bytes; the limit is {unpacked:,}.")
            images = next((name for name in NAMES if name in file), None)
            if images is None:
                raise DataError(f"{path.name} has no array “images”; it has {_listed(file)}.")
            labels = next((name for name in (NAMES[images], "labels", "y", "target", "label") if name in file), None)
            if labels is None and images != "images" and len(file.files) > 1:
                raise DataError(f"{path.name} has no array “{NAMES[images]}”; it has {_listed(file)}.")
            notes = []
            if images.endswith("_test") and any(name.lower() == "x_train" for name in file):
                notes.append(f"{path.name}: of its arrays `{images}` and `{labels}` are read.")
            found = [_array(file, name) for name in (images, labels) if name]
    except DataError:
        raise
    except Exception as error:  # damage makes zipfile, zlib and NumPy raise a dozen kinds
        if "Object arrays" in str(error):
            raise DataError(
                f"{path.name} holds Python objects, which are never unpacked, and no plain numbers: save labels as "
                "`np.array(labels, dtype=int)`."
            ) from None
        raise DataError(f"{path.name} is not an .npz file of plain numbers, or it is damaged.") from None
    return Table(found[0], found[1] if labels else None, tuple(notes))


def _array(file, name):
    """An array of an `.npz`, once its header asks for no more memory than there are bytes."""
    with file.zip.open(f"{name}.npy") as part:
        version = np.lib.format.read_magic(part)
        header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = header(part)
        if min(shape, default=0) < 0 or dtype.itemsize * prod(shape) > file.zip.getinfo(f"{name}.npy").file_size:
            raise ValueError(f"{name} ends before its numbers do")
    return file[name]


def _listed(names):
    """The names in a sentence: the first ten, as an archive may hold thousands."""
    first = [name[:40] for name in sorted(names)[:10]]
    return ", ".join([*first, *(["others"] if len(names) > len(first) else [])]) or "none"

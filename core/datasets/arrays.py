"""An `.npz` file is an archive of arrays, each under the name that its maker gave it."""

from pathlib import Path

from core.datasets.archive import Archive, Refused
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
        with open(path, "rb") as raw:
            return _table(Archive(raw, any_order=True), path.name, unpacked)
    except DataError:
        raise
    except Refused as error:
        raise DataError(f"{path.name} {error}") from None
    except Exception:  # damage makes zipfile, zlib and NumPy raise a dozen kinds
        raise DataError(f"{path.name} is not an .npz file of plain numbers, or it is damaged.") from None


def _table(archive: Archive, file: str, unpacked: int) -> Table:
    there = archive.kinds(unpacked)
    images = next((name for name in NAMES if name in there), None)
    if images is None:
        raise DataError(f"{file} has no array “images”; it has {_listed(there)}.")
    labels = next((name for name in (NAMES[images], "labels", "y", "target", "label") if name in there), None)
    if labels is None and images != "images" and len(there) > 1:
        raise DataError(f"{file} has no array “{NAMES[images]}”; it has {_listed(there)}.")
    notes = []
    if images.endswith("_test") and any(name.lower() == "x_train" for name in there):
        notes.append(f"{file}: of its arrays `{images}` and `{labels}` are read.")
    return Table(archive.array(images), archive.array(labels) if labels else None, tuple(notes))


def _listed(names):
    """The names in a sentence: the first ten, as an archive may hold thousands."""
    first = [name[:40] for name in sorted(names)[:10]]
    return ", ".join([*first, *(["others"] if len(names) > len(first) else [])]) or "none"

"""Networks that were trained elsewhere, from the files in which their programs keep them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from core.datasets.archive import Archive
from core.training import Run
from core.weights.files import ENDINGS, PICKLES, bounded, read
from core.weights.fitted import as_run
from core.weights.parts import WeightsError


def is_from_elsewhere(path: Path) -> bool:
    """Whether a file is to be read here, and not as a run that Chainrule saved."""
    ending = path.suffix.lower()
    if ending != ".npz":
        return ending in (*ENDINGS, *PICKLES)
    try:
        with open(path, "rb") as raw:
            return "chainrule" not in Archive(raw).names()
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def run_of(path: Path, **given: str) -> tuple[Run, tuple[str, ...]]:
    """A run with the weights of a file, and what is to be said of it; `given` are settings that the file does not say.

    Raises WeightsError and ConfigError with a sentence.
    """
    weights = read(path, hdf5)
    try:
        return as_run(weights, **given), weights.remarks
    except WeightsError as error:
        raise WeightsError(f"{path.name}: {error}") from None


def hdf5(file: BinaryIO) -> Mapping[str, Any]:
    """The arrays in an HDF5 file by name. Raises WeightsError where h5py is not installed."""
    try:
        import h5py
    except ImportError:
        raise WeightsError("Keras's files are read by h5py, which is not installed: pip install h5py.") from None
    with h5py.File(file, "r") as opened:
        found: dict[str, Any] = {}

        def keep(name, item):
            if isinstance(item, h5py.Dataset) and item.dtype.kind == "f" and not (item.external or item.is_virtual):
                found[name] = item

        opened.visititems(keep)
        bounded([item.shape for item in found.values()])
        return {name: np.array(item, np.float32) for name, item in found.items()}

"""A file of weights is recognised by its ending and its names, and read without trusting it."""

import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from core.datasets.archive import Archive, Refused
from core.export.pytorch import METADATA
from core.weights import keras, named, nielsen, pytorch
from core.weights.parts import MOST, Weights, WeightsError

LARGEST = 200_000_000  # bytes of a file; of JSON, with some twenty a number
HEADER = 1_000_000  # bytes of the description of the arrays in a safetensors file
FLOATS = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}
PICKLES = (".pt", ".pth", ".pkl", ".pickle", ".joblib", ".bin", ".ckpt")
ENDINGS = (".safetensors", ".npz", ".json", ".keras", ".h5")


def read(path: Path, open_hdf5: Callable[[BinaryIO], Mapping[str, Any]]) -> Weights:
    """The weights in a file. Raises WeightsError, with a sentence that names the file.

    `open_hdf5` reads the arrays of an HDF5 file by name, within `bounded`; core itself knows no HDF5.
    """
    ending = path.suffix.lower()
    if ending in PICKLES:
        raise WeightsError(as_safetensors(path))
    try:
        if path.stat().st_size > LARGEST:
            raise WeightsError(f"It has more than {LARGEST // 1_000_000} MB.")
        with open(path, "rb") as file:
            return _read(ending, file, open_hdf5)
    except FileNotFoundError:
        raise WeightsError(f"{path.name} does not exist.") from None
    except WeightsError as error:
        raise WeightsError(f"{path.name} cannot be used. {error}") from None
    except Refused as error:
        raise WeightsError(f"{path.name} {error}") from None
    except Exception:  # damage makes zipfile, zlib, NumPy, h5py and json raise a dozen kinds
        raise WeightsError(f"{path.name} is damaged, or not the file that its ending promises.") from None


def _read(ending: str, file: BinaryIO, open_hdf5) -> Weights:
    match ending:
        case ".safetensors":
            return pytorch.read(*safetensors(file))
        case ".npz":
            arrays = npz(file)
            if pytorch.is_state_dict(arrays):
                return pytorch.read(arrays)
            if named.is_named(arrays):
                return named.read(arrays)
            raise WeightsError(
                f"Its arrays are called {', '.join(list(arrays)[:6])}: weights are known here by PyTorch's names "
                "(0.weight), by W1, b1 …, or by scikit-learn's (coefs_0, intercepts_0 …)."
            )
        case ".json":
            return nielsen.read(file.read())
        case ".keras":
            with zipfile.ZipFile(file) as zipped:
                config, weights = zipped.getinfo("config.json"), zipped.getinfo("model.weights.h5")
                if config.file_size > HEADER or weights.file_size > LARGEST:
                    raise WeightsError("It unpacks to more than a network here can be.")
                with zipped.open(weights) as inner:
                    return keras.read_model(zipped.read(config).decode(), open_hdf5(inner))
        case ".h5":
            return keras.read_weights(open_hdf5(file))
    raise WeightsError(f"Weights are read from {', '.join(ENDINGS[:-1])} and .weights.h5.")


def as_safetensors(path: Path) -> str:
    """What to do about a pickle."""
    return (
        f"{path.name} is a pickle, which could run any program when it is opened. In Python, these two lines make a "
        "file of it that holds numbers alone (model is the module that was saved):\n"
        "    from safetensors.torch import save_file\n"
        f'    save_file(model.state_dict(), "{path.stem}.safetensors")'
    )


def bounded(shapes) -> None:
    """Raise WeightsError if arrays of these shapes hold more than a network here can."""
    if sum(map(prod, shapes)) > 2 * MOST:
        raise WeightsError(f"It holds more than {MOST:,} parameters, the limit here.")


def safetensors(file: BinaryIO) -> tuple[dict[str, Any], dict[str, str]]:
    """The arrays in a safetensors file, and the settings that `chainrule export` wrote into it."""
    (length,) = struct.unpack("<Q", file.read(8))
    if length > HEADER:
        raise WeightsError("Its header is longer than that of any network here.")
    header = json.loads(file.read(length))
    metadata = header.pop("__metadata__", {})
    bounded([entry["shape"] for entry in header.values()])
    data, arrays = file.read(), {}
    for name, entry in header.items():
        if entry["dtype"] == "I64" and not entry["shape"]:  # num_batches_tracked
            continue
        if entry["dtype"] not in FLOATS:
            raise WeightsError(f"“{name}” holds numbers of kind {entry['dtype']}; F16, F32 and F64 are read.")
        start, stop = entry["data_offsets"]
        array = np.frombuffer(data[start:stop], FLOATS[entry["dtype"]]).reshape(entry["shape"])
        arrays[str(name)] = array.astype(np.float64 if entry["dtype"] == "F64" else np.float32)
    return arrays, {key: str(metadata[key]) for key in METADATA if key in metadata}


def npz(file: BinaryIO) -> dict[str, Any]:
    """The arrays in an `.npz`, their shapes bounded before any is read."""
    archive = Archive(file, any_order=True)
    kinds = archive.kinds(2 * LARGEST)
    bounded([shape for _, shape in kinds.values()])
    strange = [name for name, (dtype, shape) in kinds.items() if shape and dtype.kind not in "fiu"]
    if strange:
        raise WeightsError(f"“{strange[0]}” does not hold numbers.")
    arrays = {name: archive.array(name) for name, (dtype, shape) in kinds.items() if shape}
    return {name: a.astype(np.float64 if a.dtype == np.float64 else np.float32) for name, a in arrays.items()}

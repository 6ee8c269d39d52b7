"""A trained network for other programs: PyTorch's names and layouts, safetensors, one NumPy script.

`network` is the network as it is used (`run.network`), so that batch normalisation carries its
running statistics.
"""

import json
import os
from pathlib import Path

import numpy as np

from core.convolution import Conv
from core.layers import Dense
from core.normalization import BatchNorm, LayerNorm, Standardize


def state_dict(network, theta) -> dict:
    """The arrays of `torch.nn.Sequential` with these layers: "0.weight" (out, in), "0.bias" …

    Positions count this network's layers, so rows become images by `nn.Unflatten` where it starts
    with images, and every activation has its module.
    """
    arrays = {}
    for k, (layer, parts) in enumerate(zip(network.layers, network.unpack(theta), strict=True)):
        match layer:
            case Dense():
                arrays[f"{k}.weight"], arrays[f"{k}.bias"] = parts[0].T, parts[1]
            case Conv() | BatchNorm() | Standardize() | LayerNorm():
                arrays[f"{k}.weight"], arrays[f"{k}.bias"] = parts
        if isinstance(layer, Standardize):
            ones = np.ones_like(parts[0])
            arrays[f"{k}.running_mean"], arrays[f"{k}.running_var"] = layer.mean * ones, layer.variance * ones
            arrays[f"{k}.num_batches_tracked"] = np.array(0)
    return {name: np.require(array, requirements="C") for name, array in arrays.items()}


def save_npz(path: Path, network, theta) -> None:
    """The state dict as `.npz`: `{k: torch.from_numpy(v) for k, v in np.load(path).items()}`."""
    write_whole(path, lambda file: np.savez(file, allow_pickle=False, **state_dict(network, theta)))


def save_safetensors(path: Path, network, theta) -> None:
    """The state dict in the safetensors format: a JSON header with its length before it, then the bytes."""
    kinds = {"float32": "F32", "float64": "F64", "int64": "I64"}
    arrays, header, start = state_dict(network, theta), {}, 0
    for name, array in arrays.items():
        header[name] = {"dtype": kinds[array.dtype.name], "shape": array.shape, "data_offsets": [start, start + array.nbytes]}
        start += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)  # the data start at a multiple of eight bytes
    little = [array.astype(array.dtype.newbyteorder("<")).tobytes() for array in arrays.values()]
    write_whole(path, lambda file: file.write(b"".join([len(text).to_bytes(8, "little"), text, *little])))


def write_whole(path, write):
    """Write by `write(file)`; a crash on the way leaves the old file as it was."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(unfinished, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)

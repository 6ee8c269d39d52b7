"""A trained network for other programs: PyTorch's names and layouts, safetensors, one NumPy script.

`network` is the network as it is used (`run.network`), so that batch normalisation carries its
running statistics.
"""

import json
from pathlib import Path

import numpy as np

from core.batchnorm import Standardize
from core.layers import Dense
from core.storage import write_whole
from core.vocabulary import OF_LAYER


def state_dict(network, theta) -> dict:
    """The arrays of `torch.nn.Sequential` with these layers: "0.weight" (out, in), "0.bias" …

    Positions count this network's layers, so rows become images by `nn.Unflatten` where it starts
    with images, and every activation has its module.
    """
    arrays = {}
    for k, (layer, parts) in enumerate(zip(network.layers, network.unpack(theta), strict=True)):
        if parts:
            weight, bias = parts
            arrays[f"{k}.weight"], arrays[f"{k}.bias"] = weight.T if isinstance(layer, Dense) else weight, bias
        if isinstance(layer, Standardize):
            ones = np.ones_like(parts[0])
            arrays[f"{k}.running_mean"], arrays[f"{k}.running_var"] = layer.mean * ones, layer.variance * ones
            arrays[f"{k}.num_batches_tracked"] = np.array(0)
    return {name: np.require(array, requirements="C") for name, array in arrays.items()}


def sequential(network) -> str:
    """The `torch.nn.Sequential` that `state_dict` fits, as a line of Python."""
    modules = [
        OF_LAYER[type(layer)].torch(layer, shape) for layer, shape in zip(network.layers, network.shapes, strict=False)
    ]
    return f"nn.Sequential({', '.join(f'nn.{module}' for module in modules)})"


def save_npz(path: Path, network, theta) -> None:
    """The state dict as `.npz`: `{k: torch.from_numpy(v) for k, v in np.load(path).items()}`."""
    write_whole(path, lambda file: np.savez(file, allow_pickle=False, **state_dict(network, theta)))


def save_safetensors(path: Path, network, theta) -> None:
    """The state dict as a `.safetensors` file."""
    content = safetensors(network, theta)
    write_whole(path, lambda file: file.write(content))


def safetensors(network, theta) -> bytes:
    """The state dict in the safetensors format: a JSON header with its length before it, then the bytes."""
    kinds = {"float32": "F32", "float64": "F64", "int64": "I64"}
    arrays, header, start = state_dict(network, theta), {}, 0
    for name, array in arrays.items():
        header[name] = {
            "dtype": kinds[array.dtype.name],
            "shape": array.shape,
            "data_offsets": [start, start + array.nbytes],
        }
        start += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)  # the data start at a multiple of eight bytes
    little = [array.astype(array.dtype.newbyteorder("<")).tobytes() for array in arrays.values()]
    return b"".join([len(text).to_bytes(8, "little"), text, *little])

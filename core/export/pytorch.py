"""A trained network for other programs: PyTorch's names and layouts, safetensors, one NumPy script.

`network` is the network as it is used (`run.network`), so that batch normalisation carries its
running statistics. Where it learned from scaled pixels, a first layer scales them: what is exported
takes pixels from 0 (background) to 1 (ink) like everything else.
"""

import json
from pathlib import Path

import numpy as np

from core.batchnorm import BatchNorm, Standardize
from core.datasets.digits import Scale
from core.layers import Dense
from core.storage import write_whole
from core.vocabulary import OF_LAYER

METADATA = ("network", "loss", "scaling", "data")  # settings of `Config`


def is_scaled(scale: Scale) -> bool:
    return bool(np.any(scale.shift) or np.any(scale.factor != 1))


def state_dict(network, theta, scale: Scale = Scale()) -> dict:  # noqa: B008
    """The arrays of `torch.nn.Sequential` with these layers: "0.weight" (out, in), "0.bias" …

    Positions count this network's layers, so rows become images by `nn.Unflatten` where it starts
    with images, and every activation has its module; `scale` is one more in front of them.
    """
    arrays: dict = {}
    if is_scaled(scale):
        one = np.ones(network.input_shape, theta.dtype)
        factor = np.maximum(scale.factor, 1e-15)  # a pixel that never changes is divided by something large
        variance = 1 / np.square(factor) - BatchNorm.epsilon  # to which the module adds it again
        arrays |= {"0.running_mean": one * scale.shift, "0.running_var": (one * variance).astype(theta.dtype)}
        arrays["0.num_batches_tracked"] = np.array(0)
    for k, (layer, parts) in enumerate(zip(network.layers, network.unpack(theta), strict=True), is_scaled(scale)):
        if parts:
            weight, bias = parts
            arrays[f"{k}.weight"], arrays[f"{k}.bias"] = weight.T if isinstance(layer, Dense) else weight, bias
        if isinstance(layer, Standardize):
            ones = np.ones_like(parts[0])
            arrays[f"{k}.running_mean"], arrays[f"{k}.running_var"] = layer.mean * ones, layer.variance * ones
            arrays[f"{k}.num_batches_tracked"] = np.array(0)
    return {name: np.require(array, requirements="C") for name, array in arrays.items()}


def sequential(network, scaled: bool = False) -> str:
    """The `torch.nn.Sequential` that `state_dict` fits, as a line of Python."""
    modules = [f"BatchNorm1d({network.input_shape[0]}, affine=False)"] * scaled + [
        OF_LAYER[type(layer)].torch(layer, shape) for layer, shape in zip(network.layers, network.shapes, strict=False)
    ]
    return f"nn.Sequential({', '.join(f'nn.{module}' for module in modules)})"


def save_npz(path: Path, network, theta, scale: Scale = Scale()) -> None:  # noqa: B008
    """The state dict as `.npz`: `{k: torch.from_numpy(v) for k, v in np.load(path).items()}`."""
    write_whole(path, lambda file: np.savez(file, allow_pickle=False, **state_dict(network, theta, scale)))


def save_safetensors(path: Path, run, scale: Scale = Scale()) -> None:  # noqa: B008
    """The state dict as a `.safetensors` file."""
    content = safetensors(run, scale)
    write_whole(path, lambda file: file.write(content))


def safetensors(run, scale: Scale = Scale()) -> bytes:  # noqa: B008
    """A run's state dict in the safetensors format: a JSON header with its length before it, then the bytes.

    Its metadata are the settings without which the numbers mean nothing: network, loss, scaling, data.
    """
    kinds = {"float32": "F32", "float64": "F64", "int64": "I64"}
    arrays, start = state_dict(run.network, run.theta, scale), 0
    said = {name: str(getattr(run.config, name)) for name in METADATA}
    header: dict = {"__metadata__": {"format": "pt", **said}}
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

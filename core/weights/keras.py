"""What Keras 3 keeps: in `.weights.h5` the arrays of each layer, in `.keras` its configuration beside them.

    layers/dense/vars/0 (in, out), 1 (out,)                        Dense
    layers/conv2d/vars/0 (i, j, C, F), 1 (F,)                      Conv2D
    layers/batch_normalization/vars/0 γ, 1 β, 2 μ, 3 σ²            BatchNormalization, with ε = 0.001 unless it says
    layers/layer_normalization/vars/0 γ, 1 β                       LayerNormalization

The arrays come from an HDF5 file, which is read elsewhere; here they have the names above.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.activations import ACTIVATIONS
from core.weights.parts import Part, Weights, WeightsError, batch_norm, checked, conv, dense, layer_norm
from core.weights.pytorch import natural

EPSILON = 1e-3  # Keras's own
KINDS = ("dense", "conv2d", "batch_normalization", "layer_normalization")
LEAK = 0.01  # core's slope below 0
TANH_FORM = "Its GELU is the exact one, ours the tanh form: a unit differs by at most 0.0005."
ROUNDED = "Its layer normalisation has another ε than ours (0.00001): its numbers differ a little from Keras's."


def read_weights(arrays: Mapping[str, Any]) -> Weights:
    """The parts in a `.weights.h5`, of which the order between kinds is not known. Raises WeightsError."""
    parts = checked([_part(layer, found, {}) for layer, found in _layers(arrays).items()])
    default = "ε of batch normalisation is not in the file and taken to be Keras's 0.001."
    return Weights(parts, {}, True, (default,) * any(part.kind == "bn" for part in parts))


def read_model(text: str, arrays: Mapping[str, Any]) -> Weights:
    """The weights and the network in a `.keras`. Raises WeightsError."""
    try:
        said = json.loads(text)
        layers = [(str(layer["class_name"]), dict(layer["config"])) for layer in said["config"]["layers"]]
        chain = said["class_name"] == "Sequential" or not any(_branches(layer) for layer in said["config"]["layers"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise WeightsError("Its configuration is not one that Keras wrote.") from None
    if not chain:
        raise WeightsError("Its layers branch; a network here is one chain of layers.")
    words, loss = _Words(), "cross-entropy"
    for kind, own in layers:
        words.add(kind, own)
    if words.found and words.found[-1] in ("softmax", "sigmoid"):
        loss = {"softmax": "cross-entropy", "sigmoid": "binary cross-entropy"}[words.found.pop()]
    if "softmax" in words.found:
        raise WeightsError("It has a softmax before its end, which no layer here is.")
    stored, counts, parts = _layers(arrays), dict.fromkeys(KINDS, 0), []
    for kind, own in layers:
        if (name := snake(kind)) in KINDS:
            key = f"{name}_{counts[name]}" if counts[name] else name
            counts[name] += 1
            if key not in stored:
                raise WeightsError(f"The arrays of its layer “{key}” are missing.")
            parts.append(_part(key, stored[key], own))
    remarks = [TANH_FORM] * ('"gelu"' in text) + [ROUNDED] * ("ln" in words.found)
    return Weights(checked(parts), {"network": "-".join(words.found), "loss": loss}, True, tuple(remarks))


def snake(name: str) -> str:
    """BatchNormalization → batch_normalization, as Keras names the groups of its files."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _branches(layer) -> bool:
    nodes = layer.get("inbound_nodes", [])
    return len(nodes) > 1 or json.dumps(nodes).count("keras_history") > 1


def _layers(arrays) -> dict[str, dict[int, Any]]:
    """The arrays of each layer by their number; the layers as they are counted."""
    found: dict[str, dict[int, Any]] = {}
    for name in sorted(arrays, key=natural):
        if match := re.fullmatch(r"(?:_layer_checkpoint_dependencies|layers)/([a-z0-9_]+)/vars/(\d+)", name):
            found.setdefault(match[1], {})[int(match[2])] = arrays[name]
    return found


def _part(layer: str, found: dict, own: dict) -> Part:
    kind = re.sub(r"_\d+$", "", layer)
    first, second = found.get(0), found.get(1)
    axes = {"dense": 2, "conv2d": 4, "batch_normalization": 1, "layer_normalization": 1}.get(kind)
    if axes is None or first is None or first.ndim != axes:
        raise WeightsError(f"Its layer “{layer}” is none that is known here (dense, conv2d, normalisations).")
    match kind:
        case "dense":
            return dense(layer, first, second)
        case "conv2d":
            return conv(layer, first.transpose(3, 2, 0, 1), second)
        case "layer_normalization":
            return layer_norm(layer, first, second)
    centred, scaled = own.get("center", True), own.get("scale", True)
    rest = [found[k] for k in sorted(found)]
    if len(rest) != 2 + centred + scaled:
        raise WeightsError(f"Its layer “{layer}” has {len(rest)} arrays; {2 + centred + scaled} were expected.")
    gamma, beta = rest.pop(0) if scaled else None, rest.pop(0) if centred else None
    mean, variance = rest
    return batch_norm(layer, gamma, beta, mean, variance, float(own.get("epsilon", EPSILON)))


class _Words:
    """The words of an architecture, as layer after layer is read."""

    def __init__(self):
        self.found: list[str] = []

    def add(self, kind: str, own: dict) -> None:
        for word in self._of(kind, own):
            if word == "flatten" and len(self.found) == 1 and re.fullmatch(r"1x\d+x\d+", self.found[0]):
                _, rows, columns = map(int, self.found[0].split("x"))
                self.found[0] = str(rows * columns)  # a picture of one channel is read row by row in any case
            elif word:
                self.found.append(word)

    def _of(self, kind: str, own: dict) -> Iterator[str]:
        match kind:
            case "InputLayer":
                yield _start(own.get("batch_shape", own.get("batch_input_shape", []))[1:])
            case "Reshape":
                self.found.pop()
                yield _start(own["target_shape"])
            case "Flatten" | "Dropout":
                yield "flatten" if kind == "Flatten" else ""
            case "Dense" | "Conv2D":
                yield _convolution(own) if kind == "Conv2D" else str(own["units"])
                yield _activation(own.get("activation"))
            case "Activation":
                yield _activation(own.get("activation"))
            case "ReLU" | "ELU" | "LeakyReLU" | "Softmax":
                yield _activation({"class_name": kind, "config": own})
            case "MaxPooling2D" | "AveragePooling2D":
                yield _pooling(kind, own)
            case "BatchNormalization" | "LayerNormalization":
                yield "bn" if kind == "BatchNormalization" else "ln"
            case _:
                raise WeightsError(f"It has a layer “{kind[:40]}”, which there is none of here.")


def _start(shape) -> str:
    """The first word for what one example is: 784, 28 × 28 or 28 × 28 × 1."""
    shape = tuple(shape)
    if len(shape) not in (1, 2, 3) or not all(type(n) is int for n in shape):
        raise WeightsError(f"An example of its input has the shape {shape}; here it is a row or an image.")
    if len(shape) == 1:
        return str(shape[0])
    rows, columns, channels = (*shape, 1)[:3]
    return f"{channels}x{rows}x{columns}"


def _activation(said) -> str:
    """The word for an activation, given by name or as a layer's configuration."""
    name, own = (said["class_name"], said["config"]) if isinstance(said, dict) else (said or "linear", {})
    called = plain(str(name))
    if called == plain("ReLU") and (
        own.get("max_value") is not None or own.get("threshold") or own.get("negative_slope")
    ):
        raise WeightsError("It has a ReLU with a largest value, a threshold or a slope below 0, which ours has not.")
    if called == plain("LeakyReLU") and abs(own.get("negative_slope", 0.2) - LEAK) > 1e-9:
        raise WeightsError(f"Its leaky ReLU has another slope below 0 than ours, which is {LEAK}.")
    if called in ("linear", "softmax"):
        return called.replace("linear", "")
    for row in ACTIVATIONS.values():
        if plain(row.torch.partition("(")[0]) == called:
            return row.name
    raise WeightsError(f"It has an activation “{str(name)[:40]}”, which there is none of here.")


def plain(name: str) -> str:
    """LeakyReLU and leaky_relu, which are the same, spelled alike; PyTorch and Keras agree but for that."""
    return name.replace("_", "").lower()


def _convolution(own: dict) -> str:
    (rows, columns), (stride, other) = own["kernel_size"], own["strides"]
    same = own.get("padding") == "same"
    odd = rows == columns and rows % 2 == 1 and stride == 1
    if own.get("data_format") == "channels_first" or stride != other or own.get("groups", 1) != 1 or (same and not odd):
        raise WeightsError(
            "Its convolution has another stride down than across, groups, channels first, or is padded by “same” "
            "with a stride or an even window: ours has none of these."
        )
    if any(n != 1 for n in own.get("dilation_rate", [1])):
        raise WeightsError("Its convolution is dilated; ours is not.")
    stride_word, padding = f"s{stride}" * (stride > 1), f"p{rows // 2}" * (same and rows > 1)
    return f"conv{own['filters']}x{rows}x{columns}{stride_word}{padding}"


def _pooling(kind: str, own: dict) -> str:
    (rows, columns), strides = own["pool_size"], own.get("strides") or own["pool_size"]
    if rows != columns or list(strides) != [rows, columns] or own.get("padding", "valid") != "valid":
        raise WeightsError("Its pooling overlaps, is not square or is padded; ours cuts an image into squares.")
    return f"{'max' if kind == 'MaxPooling2D' else 'avg'}pool{rows}"

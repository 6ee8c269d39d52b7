"""The parts of a file in the places of a network."""

from dataclasses import replace

import numpy as np

from core.config import Config
from core.convolution import Conv
from core.images import Flatten
from core.layers import Dense
from core.normalization import LayerNorm
from core.training import Run
from core.weights.parts import Part, Weights, WeightsError, spelled

WRITTEN = {
    "dense": "a dense layer",
    "conv": "a convolution",
    "bn": "a batch normalisation",
    "ln": "a layer normalisation",
}


def as_run(weights: Weights, **given: str) -> Run:
    """A run before its first step, with these weights in its network; it can be used, kept and trained on.

    `given` are settings of `Config` by name, such as `network`; where one is missing the file's own word is taken.
    Raises WeightsError where the network is not known or has other layers, ConfigError for settings of no run.
    """
    said = {**weights.said, **given}
    if "network" not in said:
        raise WeightsError(_ask(weights))
    config = Config.from_query(said)
    theta, statistics = fit(config.build_network(), weights)
    config = replace(config, precision=theta.dtype.name)
    run = Run.start(config, theta.dtype, theta)
    for running, found in zip(run.statistics, statistics, strict=True):
        running[...] = found
    return run


def fit(network, weights: Weights):
    """θ and the statistics of each batch normalisation, (2, F), from the parts. Raises WeightsError."""
    wide = any(part.first.dtype == np.float64 for part in weights.parts)
    theta, statistics = np.empty(network.size, np.float64 if wide else np.float32), []
    left = list(weights.parts)
    for k, (layer, places) in enumerate(zip(network.layers, network.unpack(theta), strict=True)):
        if not places:
            continue
        part = _next(left, layer, k, network)
        arrays = [part.first, part.second]
        if part.kind == "dense" and weights.channels_last and isinstance(network.layers[k - 1], Flatten) and k:
            arrays[0] = _channels_first(arrays[0], network.shapes[k - 1])
        for place, array in zip(places, arrays, strict=True):
            if place.shape != array.shape:
                raise WeightsError(
                    f"{_layer(layer, k)} has arrays of {_shape(place)}, and “{part.name}” in the file of "
                    f"{_shape(array)}. The file's layers: {_listed(weights.parts)}."
                )
            place[...] = array
        if part.kind == "bn":
            statistics.append(np.stack([part.mean, part.variance]))
    if left:
        raise WeightsError(f"The network has no place for {_listed(left)} of the file.")
    return theta, statistics


def _next(left: list[Part], layer, k: int, network) -> Part:
    """The first part of this layer's kind that is left."""
    kind = {Dense: "dense", Conv: "conv", LayerNorm: "ln"}.get(type(layer), "bn")
    for part in left:
        if part.kind == kind:
            left.remove(part)
            return part
    raise WeightsError(f"{_layer(layer, k)} is {WRITTEN[kind]}, and the file has no further one.")


def _channels_first(W, shape):
    """Rows of W in the order channel, row, column, from row, column, channel."""
    channels, rows, columns = shape
    if len(W) != channels * rows * columns:
        return W
    return W.reshape(rows, columns, channels, -1).transpose(2, 0, 1, 3).reshape(len(W), -1)


def _ask(weights: Weights) -> str:
    """A sentence that asks for the network, with as much of it as the weights tell."""
    parts, kinds = weights.parts, {part.kind for part in weights.parts}
    if "conv" in kinds or (weights.channels_last and len(kinds) > 1):  # Keras keeps no order between kinds
        stands = f"Its weights do not say what stands between them: {_listed(parts)}."
        example = "1x28x28-conv6x5x5-relu-maxpool2-flatten-10"
    else:
        spelt = spelled(parts)
        stands = f"Its weights spell {spelt}" + ", and not which activation stands at each “?”." * ("?" in spelt)
        example = spelt.replace("?", "relu")
    return f"{stands.rstrip('.')}. Say the whole network, such as {example} (in a terminal, with --network)."


def _layer(layer, k: int) -> str:
    return f"Layer {k + 1} of the network ({layer})"


def _listed(parts) -> str:
    return ", ".join(f"{part.name} ({_shape(part.first)})" for part in parts)


def _shape(array) -> str:
    return " × ".join(map(str, array.shape))

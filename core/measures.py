"""What a step of training did, in a few numbers for each layer; cheap enough to look at while it trains."""

from math import nan
from typing import NamedTuple

import numpy as np

from core.layers import Activate


class Measures(NamedTuple):
    accuracy: float  # of the batch
    gradient_norm: tuple  # ‖dW‖ of each layer with weights
    update_ratio: tuple  # ‖ΔW‖ / ‖W‖ of each; around 1e-3 a layer learns, at 1 it forgets
    dead: tuple  # of each activation, the share of units that are 0 for every digit of the batch


def measure(network, before, theta, values, p, labels, gradient) -> Measures:
    """Measure the step from `before` to θ."""
    weights = [slice(q.start, q.stop) for q in network.parameters if q.letter == "W"]
    return Measures(
        float((p.argmax(axis=1) == labels).mean()),
        tuple(_length(gradient[w]) for w in weights),
        tuple(_length(theta[w] - before[w]) / max(_length(before[w]), 1e-30) for w in weights),
        tuple(_dead(a) for layer, a in zip(network.layers, values[1:], strict=True) if isinstance(layer, Activate)),
    )


def nothing(network) -> Measures:
    """As many numbers, for a step that is not measured."""
    weights = sum(q.letter == "W" for q in network.parameters)
    activations = sum(isinstance(layer, Activate) for layer in network.layers)
    return Measures(nan, (nan,) * weights, (nan,) * weights, (nan,) * activations)


def _length(v) -> float:
    return float(np.sqrt(np.dot(v, v)))


def _dead(a) -> float:
    examples = 0 if a.ndim == 2 else -1
    return float(1 - a.any(axis=examples).mean())

"""Changes that a person makes by hand to single numbers, as text for an address: `x:350:0.9~W1:12:-0.3`."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from core.losses import SoftmaxCrossEntropy
from core.network import Network
from dashboard.shared.numbers import whole
from dashboard.views.step.address import limits

LIMITS = limits("edits")


@dataclass(frozen=True)
class Edit:
    """Entry k of the input, of a parameter or of the targets, set to a value."""

    name: str
    k: int
    value: float

    def __str__(self):
        return f"{self.name}:{self.k}:{self.value:.7g}"


def aims(network: Network, targets: Any) -> bool:
    """Whether each target can be any number: rows of them were given, and the loss does not want them to add up to
    one, as softmax does."""
    return np.ndim(targets) == 2 and not isinstance(network.loss, SoftmaxCrossEntropy)


def read_edits(text: str, network: Network, targets: Any = None) -> tuple[Edit, ...]:
    """The edits in `text` that this network can take; a part that cannot be read is left out. Of digits the first one
    is changed, of examples that were given with their `targets` any."""
    sizes = {p.name: prod(p.shape) for p in network.parameters}
    sizes["x"] = prod(network.input_shape) * (1 if targets is None else len(targets))
    sizes["y"] = np.size(targets) if aims(network, targets) else 0
    found = []
    for part in text.split("~")[: LIMITS["most"]]:
        name, *words = part.split(":")
        if len(words) != 2 or (k := whole(words[0], sizes.get(name, 0) - 1)) is None:
            continue
        try:
            value = float(words[1])
        except ValueError:
            continue
        if LIMITS["low"] <= value <= LIMITS["high"]:  # false for what is not a number, too
            found.append(Edit(name, k, value))
    return tuple(found)


def write_edits(edits: Iterable[Edit]) -> str:
    return "~".join(map(str, edits))


def apply_edits(edits: Iterable[Edit], network: Network, theta, x, targets) -> tuple[Any, Any, Any]:
    """θ, x and the targets with the edits made, the last one of an entry counting."""
    edited, x, targets = theta.copy(), x.copy(), np.array(targets)
    arrays = entries(network, edited, x) | {"y": targets.reshape(-1)}
    for edit in edits:
        arrays[edit.name][edit.k] = edit.value
    return edited, x, targets


def entries(network: Network, theta, x) -> dict[str, Any]:
    """What the loss can be differentiated by, each as one row of numbers by its name: views of x and of the parameters
    in θ."""
    return {"x": x.reshape(-1)} | {p.name: p.of(theta).reshape(-1) for p in network.parameters}

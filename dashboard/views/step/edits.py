"""Changes that a person makes by hand to single numbers, as text for an address: `x:350:0.9~W1:12:-0.3`."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any

from core.network import Network
from dashboard.shared.numbers import whole
from dashboard.views.step.address import limits

LIMITS = limits("edits")


@dataclass(frozen=True)
class Edit:
    """Entry k of the input or of a parameter, set to a value."""

    name: str
    k: int
    value: float

    def __str__(self):
        return f"{self.name}:{self.k}:{self.value:.7g}"


def read_edits(text: str, network: Network) -> tuple[Edit, ...]:
    """The edits in `text` that this network can take; a part that cannot be read is left out."""
    sizes = {"x": prod(network.input_shape)} | {p.name: prod(p.shape) for p in network.parameters}
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


def apply_edits(edits: Iterable[Edit], network: Network, theta, x) -> tuple[Any, Any]:
    """θ and x with the edits made, the last one of an entry counting."""
    edited, x = theta.copy(), x.copy()
    arrays = entries(network, edited, x)
    for edit in edits:
        arrays[edit.name][edit.k] = edit.value
    return edited, x


def entries(network: Network, theta, x) -> dict[str, Any]:
    """What can be changed, each as one row of numbers by its name: views of x and of the parameters in θ."""
    return {"x": x.reshape(-1)} | {p.name: p.of(theta).reshape(-1) for p in network.parameters}

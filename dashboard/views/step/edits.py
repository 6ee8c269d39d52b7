"""Changes that a person makes by hand to single numbers, as text for an address: `x:350:0.9~W1:12:-0.3`."""

import math
from dataclasses import dataclass
from typing import Any

from core.network import Network

MOST = 60


@dataclass(frozen=True)
class Edit:
    """Entry k of the input or of a parameter, set to a value."""

    name: str
    k: int
    value: float

    def __str__(self):
        return f"{self.name}:{self.k}:{self.value:.7g}"


def read(text: str, network: Network) -> tuple[Edit, ...]:
    """The edits in `text` that this network can take; a part that cannot be read is left out."""
    sizes = {"x": math.prod(network.input_shape)} | {
        parameter.name: math.prod(parameter.shape) for parameter in network.parameters
    }
    found = []
    for part in text.split("~")[:MOST]:
        words = part.split(":")
        if len(words) != 3 or not words[1].isdecimal() or int(words[1]) >= sizes.get(words[0], 0):
            continue
        try:
            value = float(words[2])
        except ValueError:
            continue
        if abs(value) <= 1e6:  # false for what is not a number, too
            found.append(Edit(words[0], int(words[1]), value))
    return tuple(found)


def write(edits: tuple[Edit, ...]) -> str:
    return "~".join(map(str, edits))


def apply(edits: tuple[Edit, ...], network: Network, theta, x) -> tuple[Any, Any]:
    """θ and x with the edits made, the last one of an entry counting."""
    edited, x = theta.copy(), x.copy()
    starts = {parameter.name: parameter.start for parameter in network.parameters}
    for edit in edits:
        if edit.name == "x":
            x.reshape(-1)[edit.k] = edit.value
        else:
            edited[starts[edit.name] + edit.k] = edit.value
    return edited, x

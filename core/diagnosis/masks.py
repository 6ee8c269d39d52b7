"""What dropout left out is chance, and each program has its own: to compare two passes, both leave out the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.dropout import Dropout
from core.network import Network


@dataclass(frozen=True, eq=False)
class Masked(Dropout):
    """Dropout whose numbers that stay are given."""

    stays: Any = None  # of the shape of its input; True where it stays

    def mask(self, x):
        return self.stays / x.real.dtype.type(1 - self.rate)


def names(network: Network, k: int) -> tuple[str, str]:
    """What says which numbers stay: the mask m, or h, what dropout left."""
    wire = network.wires[k + 1]
    return f"m{wire[1:]}", wire


def masked(network: Network, given: Mapping[str, Any]) -> Network:
    """The network that leaves out what `given` does, in the layout of core; its own choice where nothing says it."""
    layers = list(network.layers)
    for k in dropping(network):
        mask, left = names(network, k)
        if mask in given:
            layers[k] = _fixed(layers[k], given[mask] != 0)
        elif np.ndim(given.get(left, 0)) > 1 and not _can_be(layers[k], given[left]) and _drops(given, network, k):
            layers[k] = _fixed(layers[k], (given[left] != 0) | _reached(given, network.wires[k], given[left]))
    return network._of(layers)


def _fixed(layer: Any, stays) -> Masked:
    return Masked(layer.rate, layer.key, stays)


def _can_be(layer, left) -> bool:
    """Whether the layer's own mask can have left this: then it has, for of so many numbers that is no chance."""
    return not ((left != 0) & (layer.mask(left) == 0)).any()


def _drops(given, network, k) -> bool:
    """Whether anything was left out, as far as it can be seen: if nothing was, there is no mask to take over."""
    before, left = given.get(network.wires[k]), given[network.wires[k + 1]]
    return np.shape(before) != np.shape(left) or bool(((left == 0) & (before != 0)).any())


def _reached(given, wire: str, left):
    """Where a number is 0 before dropout nothing can be seen on the way forward; on the way back it can."""
    back = given.get(f"d{wire}")
    return back != 0 if np.shape(back) == np.shape(left) else np.zeros(np.shape(left), bool)


def dropping(network: Network) -> list[int]:
    """The layers that leave numbers out."""
    return [k for k, layer in enumerate(network.layers) if isinstance(layer, Dropout) and layer.rate]


def unknown(network: Network, given: Iterable[str]) -> list[str]:
    """The masks that nothing in `given`, by core's names, says."""
    there = set(given)
    return [names(network, k)[0] for k in dropping(network) if not there & set(names(network, k))]

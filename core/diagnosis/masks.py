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
        layer: Any = layers[k]
        for name in names(network, k):
            if name in given and np.ndim(given[name]) > 1:
                layers[k] = Masked(layer.rate, layer.key, given[name] != 0)
                break
    return network._of(layers)


def dropping(network: Network) -> list[int]:
    """The layers that leave numbers out."""
    return [k for k, layer in enumerate(network.layers) if isinstance(layer, Dropout) and layer.rate]


def unknown(network: Network, given: Iterable[str]) -> list[str]:
    """The masks that nothing in `given`, by core's names, says."""
    there = set(given)
    return [names(network, k)[0] for k in dropping(network) if not there & set(names(network, k))]

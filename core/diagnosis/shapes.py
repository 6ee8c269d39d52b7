"""An array that was not summed, or was summed to nothing, has another shape: NumPy broadcasts it without a word."""

from collections.abc import Iterator

import numpy as np

from core.diagnosis.order import LOSS
from core.diagnosis.planting import Mistake
from core.layers import Dense
from core.network import Network


def misshapen(network: Network) -> Iterator[Mistake]:
    """Mistakes that leave an array in another shape, and everything else as it is."""
    for p in network.parameters:
        if p.letter == "b" and isinstance(network.layers[p.layer], Dense):
            k, name = p.layer + 1, f"d{p.name}"
            yield _shown("not summed", "it is not summed over the examples", name, lambda t, k=k: t.grads[k])
            yield _shown("wrong axis", "it is summed over the units; it is to be summed over the examples", name,
                         lambda t, k=k: t.grads[k].sum(axis=1))  # fmt: skip
            yield _shown("summed to one number", "it is summed over examples and units, to one number", name,
                         lambda t, k=k: t.grads[k].sum())  # fmt: skip
            yield _shown("not summed", "it is not summed over the examples", f"dW{p.name[1:]}",
                         lambda t, k=k: np.einsum("ni,nj->nij", t.values[k - 1], t.grads[k]))  # fmt: skip
    yield _shown("loss not averaged", "it is a loss for each example; the mean of them is asked for", LOSS,
                 lambda t: network.loss.each(t.values[-1], t.y))  # fmt: skip


def _shown(kind, words, first, shows) -> Mistake:
    return Mistake(kind, words, first, lambda network: network, shows=shows)

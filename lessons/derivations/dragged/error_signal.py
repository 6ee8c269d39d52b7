"""What a neuron is blamed for goes back to each of its inputs, in proportion to the weight between them."""

import numpy as np
from sympy import IndexedBase, Symbol

from lessons.engine.forms.powers import printed
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.drawn import Picture
from lessons.page.example import Example

SIGNALS = np.round(np.linspace(-0.5, 0.5, 21), 2)


def error_signal(digit: Example) -> Adjustable:
    """The error signal of one neuron of the second layer, and the gradient of what comes into the layer."""
    arrays, layer = digit.arrays, digit.network.layers[2]
    W, b, x, z, dz = (arrays[name] for name in ("W2", "b2", "a1", "z2", "dz2"))
    j = int(np.abs(dz[0]).argmax())
    i = int(np.abs(W[:, j]).argmax())
    rest, weight, signal = Symbol("r"), IndexedBase("W2")[i, j], IndexedBase("dz2")[0, j]
    others = float(np.delete(W[i], j) @ np.delete(dz[0], j))

    def reading(value: float) -> Reading:
        there = dz.copy()
        there[0, j] = value
        back = layer.input_gradient((W, b), x, z, there)[0]
        numbers = {weight: float(W[i, j]), signal: float(value), rest: others}
        return Reading(
            f"Suppose that neuron {j} had the error signal [{printed(value, '.2f')}]{{drag}}. Then what arrives at "
            f"each of the {len(back)} inputs changes, by that number times the weight between the two. Input {i} hears "
            f"of it most, for its weight is the largest; the other {dz.size - 1} neurons bring it *r*:",
            worked(IndexedBase("da1")[0, i], weight * signal + rest, numbers, float(back[i]), signal),
            pictures=(
                Picture(_strip(there), f"The error signals of the {dz.size} neurons.", "gradient"),
                Picture(_strip(W[:, j]), f"The weights of neuron {j}: its column, turned over.", "parameter"),
                Picture(_strip(back), f"What arrives at the {len(back)} inputs.", "gradient"),
            ),
        )

    start = int(np.abs(SIGNALS - dz[0, j]).argmin())
    return Adjustable(f"The error signal of neuron {j}", tuple(map(reading, SIGNALS)), start)


def _strip(row):
    """A row of numbers as a strip that is high enough to be seen."""
    return np.broadcast_to(row, (3, np.size(row)))

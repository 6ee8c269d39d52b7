"""An activation bends each number on its own; without it, two layers are no more than one.

    a  = f(z)                     forward
    dz = da ⊙ f′(z)               backward

`slope` may use z or a = f(z), whichever makes it shorter. At a kink (ReLU at 0) the slope is a
choice within the two one-sided slopes; here it is always the one from the left.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """One row of the table: a function and its slope, both elementwise, any shape."""

    name: str
    f: Callable
    slope: Callable


def sigmoid(z):
    """1 / (1 + e^-z), written with tanh because e^-z overflows for large negative z."""
    return 0.5 * np.tanh(0.5 * z) + 0.5


ACTIVATIONS = {
    row.name: row
    for row in [
        #          name        a = f(z)                             f′(z), from z or a
        Activation("identity", lambda z: z,                         lambda z, a: np.ones_like(a)),
        Activation("sigmoid",  sigmoid,                             lambda z, a: a * (1 - a)),
        Activation("tanh",     np.tanh,                             lambda z, a: 1 - a * a),
        Activation("relu",     lambda z: z * (z > 0),               lambda z, a: z > 0),
        Activation("leaky",    lambda z: np.maximum(z, 0.01 * z),   lambda z, a: np.where(z > 0, z.dtype.type(1), z.dtype.type(0.01))),
    ]
}  # fmt: skip

"""An activation bends each number on its own; without it, two layers are no more than one.

    a  = f(z)                     forward
    dz = da ⊙ f′(z)               backward

`slope` may use z or a = f(z), whichever makes it shorter. At a kink (ReLU at 0) the slope is a
choice within the two one-sided slopes; here it is always the one from the left.

Each f also takes complex numbers, of which `>`, `maximum` and `minimum` compare the real parts
first; that is what a complex step needs (see `core.checks`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Activation:
    """One row of the table: a function and its slope, both elementwise, any shape; and how others spell it."""

    name: str  # in an architecture
    f: Callable
    slope: Callable
    title: str = ""  # in a sentence
    torch: str = ""  # the module of torch.nn
    numpy: str = ""  # of the array {x}, for a script that a person reads

    def spelled(self, torch: str, numpy: str, title: str = "") -> "Activation":
        """This row with the other columns; the title is the name where it is left out."""
        return replace(self, torch=torch, numpy=numpy, title=title or self.name)


def sigmoid(z):
    """1 / (1 + e^-z); where e^-z is more than the largest number, this is less than the smallest, and 0."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def leaky_slope(z, a):
    return np.where(z > 0, 1, 0.01).astype(z.dtype)


def gelu_tanh(z):
    """The tanh(√(2/π) (z + 0.044715 z³)) of GELU; Hendrycks & Gimpel 2016, section 2."""
    return np.tanh(0.7978845608028654 * (z + 0.044715 * (z * z * z)))


def gelu_slope(z, a):
    """½ (1 + t) + ½ z (1 − t²) u′ where t = tanh u."""
    t = gelu_tanh(z)
    return 0.5 * (1 + t) + 0.5 * z * ((1 - t * t) * 0.7978845608028654 * (1 + 0.134145 * (z * z)))


# fmt: off
ROWS = (
    #          name        a = f(z)                                                  f′(z), from z or a
    Activation("identity", lambda z: z,                                              lambda z, a: np.ones_like(a))
    .spelled("Identity()", "{x}"),
    Activation("sigmoid",  sigmoid,                                                  lambda z, a: a * (1 - a))
    .spelled("Sigmoid()", "1 / (1 + np.exp(-{x}))"),
    Activation("tanh",     np.tanh,                                                  lambda z, a: 1 - a * a)
    .spelled("Tanh()", "np.tanh({x})"),
    Activation("relu",     lambda z: z * (z > 0),                                    lambda z, a: z > 0)
    .spelled("ReLU()", "np.maximum({x}, 0)", "ReLU"),
    Activation("leaky",    lambda z: np.maximum(z, 0.01 * z),                        leaky_slope)
    .spelled("LeakyReLU()", "np.maximum({x}, 0.01 * {x})", "leaky ReLU"),
    Activation("elu",      lambda z: np.maximum(z, 0) + np.expm1(np.minimum(z, 0)),  lambda z, a: np.minimum(a, 0) + 1)
    .spelled("ELU()", "np.where({x} > 0, {x}, np.exp(np.minimum({x}, 0)) - 1)", "ELU"),
    Activation("gelu",     lambda z: 0.5 * z * (1 + gelu_tanh(z)),                   gelu_slope)
    .spelled("GELU('tanh')", "0.5 * {x} * (1 + np.tanh(np.sqrt(2 / np.pi) * ({x} + 0.044715 * {x}**3)))", "GELU"),
    Activation("softplus", lambda z: z * (z > 0) + np.log1p(np.exp(np.minimum(z, -z))), lambda z, a: sigmoid(z))
    .spelled("Softplus()", "np.logaddexp(0, {x})"),
)
# fmt: on
ACTIVATIONS = {row.name: row for row in ROWS}

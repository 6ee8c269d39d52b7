"""A layer is a function of its parameters and its input, and remembers neither.

Every layer answers the same questions:

    output_shape(shape)                          what shape one example leaves in
    parameter_shapes(shape)                      which parameters it has, by letter
    forward(parameters, x)                       y
    input_gradient(parameters, x, y, dy)         dx
    parameter_gradients(parameters, x, y, dy)    dW, db …

`x` and `y` are what stood on the wires before and after the layer in the forward pass; `dy` is
∂L/∂y. Rows have one example a row; images keep the examples on their last axis (see `core`).
Shapes in the first two questions leave the axis of the examples out.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.activations import ACTIVATIONS
from core.matmul import matmul  # a @ b, sooner


class ShapeError(ValueError):
    """A chain of layers that does not fit together. The message is a sentence for a person."""


def spell(shape) -> str:
    """`784 numbers` for a row, `6 × 24 × 24` for images: channels × height × width."""
    return " × ".join(map(str, shape)) + (" numbers" if len(shape) == 1 else "")


class Layer:
    """A layer without parameters that keeps the shape of what passes through it."""

    symbol: ClassVar[str]
    measures: ClassVar[bool] = False  # whether training keeps a running mean and variance of its input

    def output_shape(self, shape):
        return shape

    def parameter_shapes(self, shape) -> dict[str, tuple[int, ...]]:
        return {}

    def forward(self, parameters, x):
        raise NotImplementedError

    def input_gradient(self, parameters, x, y, dy):
        raise NotImplementedError

    def parameter_gradients(self, parameters, x, y, dy) -> tuple:
        return ()

    def at(self, key: tuple[int, ...]) -> "Layer":
        """This layer at one step of training, where `key` decides whatever it leaves to chance."""
        return self

    def in_use(self, statistics=None) -> "Layer":
        """This layer after training, with the mean and variance, (2, F), of what it `measures`."""
        return self

    def estimate(self, x):
        """The mean and variance, (2, F), of all that it `measures`, guessed from one batch; None of one number."""
        raise NotImplementedError

    def _write_gradients(self, parameters, x, y, dy, out) -> None:
        """Put `parameter_gradients` where the network keeps them."""
        for place, d in zip(out, self.parameter_gradients(parameters, x, y, dy), strict=True):
            np.positive(d, out=place)  # place[...] = d takes ten times as long for some addresses on AMD's Zen 3


@dataclass(frozen=True)
class Dense(Layer):
    """Every output is a weighted sum of every input.

    z  = x W + b          forward     z_nj  = Σ_i x_ni W_ij + b_j
    dx = dz Wᵀ            backward    dx_ni = Σ_j dz_nj W_ij
    dW = xᵀ dz                        dW_ij = Σ_n x_ni dz_nj
    db = Σ_n dz                       db_j  = Σ_n dz_nj
    """

    inputs: int
    outputs: int
    symbol: ClassVar[str] = "z"

    def __str__(self):
        return str(self.outputs)

    def output_shape(self, shape):
        if shape != (self.inputs,):
            raise ShapeError(f"is a dense layer that takes {spell((self.inputs,))}")
        return (self.outputs,)

    def parameter_shapes(self, shape):
        return {"W": (self.inputs, self.outputs), "b": (self.outputs,)}

    def fans(self):
        """How many inputs an output sums over, and how many outputs an input reaches."""
        return self.inputs, self.outputs

    def forward(self, parameters, x):  # x (N, in)
        W, b = parameters
        return matmul(x, W) + b  # (N, out)

    def input_gradient(self, parameters, x, y, dy):  # dy (N, out)
        W, _ = parameters
        return matmul(dy, W.T)  # (N, in)

    def parameter_gradients(self, parameters, x, y, dy):
        dW = matmul(x.T, dy)  # (in, out)
        db = dy.sum(axis=0)  # (out,)
        return dW, db

    def _write_gradients(self, parameters, x, y, dy, out):  # the same; to copy dW would take 5 % of a step
        dW, db = out
        matmul(x.T, dy, out=dW)
        np.sum(dy, axis=0, out=db)


@dataclass(frozen=True)
class Activate(Layer):
    """Each unit passes its number on, bent by the activation; see `core.activations`.

    a  = f(z)             forward
    dz = da ⊙ f′(z)       backward
    """

    activation: str
    symbol: ClassVar[str] = "a"

    def __str__(self):
        return self.activation

    def forward(self, parameters, x):
        return ACTIVATIONS[self.activation].f(x)

    def input_gradient(self, parameters, x, y, dy):
        return dy * ACTIVATIONS[self.activation].slope(x, y)

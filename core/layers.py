"""A layer is a function of its parameters and its input, and remembers neither.

Every layer answers the same questions:

    output_shape(shape)                               what shape one example leaves in
    parameter_shapes(shape)                           which parameters it has, by letter
    forward(parameters, x)                            y
    input_gradient(parameters, x, y, dy)              dx
    parameter_gradients(parameters, x, y, dy, out)    dW, db …

`x` and `y` are what stood on the wires before and after the layer in the forward pass; `dy` is
∂L/∂y; `out` has an array for each parameter, which a layer may fill and return to save a copy.
Rows have one example a row; images keep the examples on their last axis (see `core`).
Shapes in the first two questions leave the axis of the examples out.
"""

from dataclasses import dataclass
from typing import ClassVar

from core.activations import ACTIVATIONS
from core.matmul import matmul
from core.shapes import ShapeError, spell

__all__ = ["Activate", "Dense", "Layer", "ShapeError"]


class Layer:
    """A layer without parameters that keeps the shape of what passes through it."""

    symbol: ClassVar[str]

    def output_shape(self, shape):
        return shape

    def parameter_shapes(self, shape) -> dict[str, tuple[int, ...]]:
        return {}

    def forward(self, parameters, x):
        raise NotImplementedError

    def input_gradient(self, parameters, x, y, dy):
        raise NotImplementedError

    def parameter_gradients(self, parameters, x, y, dy, out=(None, None)):
        return ()


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
        return dy @ W.T  # (N, in)

    def parameter_gradients(self, parameters, x, y, dy, out=(None, None)):
        dW, db = out
        dW = matmul(x.T, dy, out=dW)  # (in, out)
        db = dy.sum(axis=0, out=db)  # (out,)
        return dW, db


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

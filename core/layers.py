"""A layer is a function of its parameters and its input, and remembers neither.

Every layer answers the same questions:

    output_shape(shape)                     what shape one example leaves in
    parameter_shapes(shape)                 which parameters it has, by letter
    forward(parameters, x)                  y
    input_gradient(parameters, x, y, dy)    dx
    parameter_gradients(parameters, x, y, dy)

`x` and `y` are what stood on the wires before and after the layer in the forward pass; `dy` is
∂L/∂y. All arrays have one row an example. Shapes in the first two questions leave that axis out.
"""

from dataclasses import dataclass
from typing import ClassVar

from core.activations import ACTIVATIONS


class ShapeError(ValueError):
    """A chain of layers that does not fit together. The message is a sentence for a person."""


@dataclass(frozen=True)
class Dense:
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
            raise ShapeError(f"This layer takes {self.inputs} numbers an example, but it is handed {_spell(shape)}.")
        return (self.outputs,)

    def parameter_shapes(self, shape):
        return {"W": (self.inputs, self.outputs), "b": (self.outputs,)}

    def forward(self, parameters, x):  # x (N, in)
        W, b = parameters
        return x @ W + b  # (N, out)

    def input_gradient(self, parameters, x, y, dy):  # dy (N, out)
        W, b = parameters
        return dy @ W.T  # (N, in)

    def parameter_gradients(self, parameters, x, y, dy):
        dW = x.T @ dy  # (in, out)
        db = dy.sum(axis=0)  # (out,)
        return dW, db


@dataclass(frozen=True)
class Activate:
    """Each unit passes its number on, bent by the activation; see `core.activations`.

    a  = f(z)             forward
    dz = da ⊙ f′(z)       backward
    """

    activation: str
    symbol: ClassVar[str] = "a"

    def __str__(self):
        return self.activation

    def output_shape(self, shape):
        return shape

    def parameter_shapes(self, shape):
        return {}

    def forward(self, parameters, x):
        return ACTIVATIONS[self.activation].f(x)

    def input_gradient(self, parameters, x, y, dy):
        return dy * ACTIVATIONS[self.activation].slope(x, y)

    def parameter_gradients(self, parameters, x, y, dy):
        return ()


def _spell(shape):
    return " × ".join(map(str, shape)) + (" numbers" if len(shape) == 1 else "")

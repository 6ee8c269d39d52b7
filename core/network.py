"""A network is a chain of layers and a loss; a trace is what one pass through it leaves behind.

`values[k]` flows forward along wire k, `grads[k]` flows back along the same wire in the same
shape. Wire 0 carries the input, wire k what layer k − 1 (from 0) made of it, the last one the
logits.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any, NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.layers import Activate, Dense, ShapeError
from core.losses import SoftmaxCrossEntropy, one_hot


class Parameter(NamedTuple):
    """Where one parameter array lives in θ: `theta[start:stop].reshape(shape)`."""

    layer: int  # position in the chain, from 0
    name: str  # "W1": the letter and the number of the layer
    shape: tuple[int, ...]
    start: int
    stop: int


@dataclass(frozen=True)
class Network:
    """A chain of layers from an input shape to the logits, and the loss that judges them.

    Raises ShapeError when two neighbours do not fit. It holds no parameters: θ is handed to it.
    """

    input_shape: tuple[int, ...]
    layers: tuple[Any, ...]
    loss: SoftmaxCrossEntropy = SoftmaxCrossEntropy()

    def __post_init__(self):
        if len(self.shapes[-1]) != 1:
            raise ShapeError("The last layer must give one row of numbers an example, one for each class.")

    @classmethod
    def from_text(cls, text: str) -> "Network":
        """Read `784-128-relu-64-relu-10`: sizes are dense layers, words are activations."""
        words = [word.strip().lower() for word in text.split("-")]
        if not re.fullmatch(r"[1-9]\d{0,5}", words[0]):
            raise ShapeError(f"An architecture starts with the number of inputs, as in 784-128-relu-10, not with “{words[0][:20]}”.")
        width, layers = int(words[0]), []
        for word in words[1:]:
            if re.fullmatch(r"[1-9]\d{0,5}", word):
                layers.append(Dense(width, int(word)))
                width = int(word)
            elif word in ACTIVATIONS:
                layers.append(Activate(word))
            else:
                raise ShapeError(f"“{word[:20]}” is neither a size nor an activation ({', '.join(ACTIVATIONS)}).")
        if not layers or not isinstance(layers[-1], Dense):
            raise ShapeError("An architecture ends with the number of classes, as in 784-128-relu-10.")
        return cls((int(words[0]),), tuple(layers))

    def __str__(self):
        return "-".join(["x".join(map(str, self.input_shape)), *map(str, self.layers)])

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of one example on each wire."""
        shapes = [self.input_shape]
        for layer in self.layers:
            shapes.append(layer.output_shape(shapes[-1]))
        return tuple(shapes)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The number of each layer, from 1: layers without weights share the number before them."""
        numbers, n = [], 0
        for layer, shape in zip(self.layers, self.shapes, strict=False):
            n += "W" in layer.parameter_shapes(shape)
            numbers.append(n)
        return tuple(numbers)

    @cached_property
    def wires(self) -> tuple[str, ...]:
        """The name of what flows along each wire: x, z1, a1, z2 …"""
        return ("x", *(f"{layer.symbol}{n}" for layer, n in zip(self.layers, self.numbers, strict=True)))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        found, start = [], 0
        for k, (layer, shape) in enumerate(zip(self.layers, self.shapes, strict=False)):
            for letter, size in layer.parameter_shapes(shape).items():
                found.append(Parameter(k, f"{letter}{self.numbers[k]}", size, start, start + prod(size)))
                start += prod(size)
        return tuple(found)

    @property
    def size(self) -> int:
        """How many numbers θ holds."""
        return self.parameters[-1].stop if self.parameters else 0

    @property
    def classes(self) -> int:
        return self.shapes[-1][0]

    def unpack(self, theta) -> list[tuple]:
        """Views of θ, a tuple of arrays for each layer."""
        parts: list[list] = [[] for _ in self.layers]
        for parameter in self.parameters:
            parts[parameter.layer].append(theta[parameter.start : parameter.stop].reshape(parameter.shape))
        return [tuple(part) for part in parts]

    def forward(self, theta, x) -> list:
        """The values on every wire, input first, logits last."""
        values = [x]
        for layer, parameters in zip(self.layers, self.unpack(theta), strict=True):
            values.append(layer.forward(parameters, values[-1]))
        return values

    def backward(self, theta, values, dz, down_to=0) -> tuple[list, Any]:
        """The gradients on the wires, from the logits down to wire `down_to`, and ∂L/∂θ.

        Layers below that wire must have no parameters: their gradients are not asked for, and
        in a first layer that is a third of the work.
        """
        grads: list[Any] = [None] * len(values)
        grads[-1] = dz
        pieces: list[Any] = []
        unpacked = self.unpack(theta)
        for k in reversed(range(len(self.layers))):
            layer, parameters, x, y, dy = self.layers[k], unpacked[k], values[k], values[k + 1], grads[k + 1]
            if parameters:
                pieces[:0] = [d.reshape(-1) for d in layer.parameter_gradients(parameters, x, y, dy)]
            if k < down_to:
                break
            grads[k] = layer.input_gradient(parameters, x, y, dy)
        return grads, np.concatenate(pieces)

    def trace(self, theta, x, labels) -> "Trace":
        """One pass forward and one back, with everything on the way."""
        y = one_hot(labels, self.classes, x.dtype)
        values = self.forward(theta, x)
        p = self.loss.output(values[-1])
        grads, gradient = self.backward(theta, values, self.loss.gradient(p, y))
        return Trace(self, theta, values, p, y, self.loss.value(values[-1], y), grads, gradient)

    def predict(self, theta, x):
        """Probabilities, shape (N, classes)."""
        return self.loss.output(self.forward(theta, x)[-1])


@dataclass(frozen=True)
class Trace:
    """What one pass leaves behind: values and gradients of every wire, the loss, ∂L/∂θ."""

    network: Network
    theta: Any
    values: list  # values[k] (N, …) on wire k
    p: Any  # (N, classes)
    y: Any  # (N, classes)
    loss: Any  # a number
    grads: list  # grads[k] has the shape of values[k]
    gradient: Any  # as flat as θ

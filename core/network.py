"""A network is a chain of layers and a loss; a trace is what one pass through it leaves behind.

`values[k]` flows forward along wire k, `grads[k]` flows back along the same wire in the same
shape. Wire 0 carries the input, wire k what layer k − 1 (from 0) made of it, the last one the
logits.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod
from typing import Any, NamedTuple

import numpy as np

from core import architecture
from core.convolution import Image
from core.dropout import Dropout
from core.layers import Layer, ShapeError
from core.losses import Loss, SoftmaxCrossEntropy, one_hot
from core.normalization import BatchNorm, Standardize


class Parameter(NamedTuple):
    """Where one parameter array lives in θ: `theta[start:stop].reshape(shape)`."""

    layer: int  # position in the chain, from 0
    name: str  # "W1": the letter and the number of the layer
    shape: tuple[int, ...]
    start: int
    stop: int
    letter: str  # "W"


@dataclass(frozen=True)
class Network:
    """A chain of layers from an input shape to the logits, and the loss that judges them.

    Raises ShapeError when two neighbours do not fit. It holds no parameters: θ is handed to it.
    """

    input_shape: tuple[int, ...]
    layers: tuple[Layer, ...]
    loss: Loss = field(default_factory=SoftmaxCrossEntropy)

    def __post_init__(self):
        if len(self.shapes[-1]) != 1:
            raise ShapeError("The last layer must give one row of numbers an example, one for each class.")

    @classmethod
    def from_text(cls, text: str, loss: Loss = SoftmaxCrossEntropy()) -> "Network":  # noqa: B008
        """Read `784-128-relu-64-relu-10`; `core.architecture` says what the words are."""
        return cls(*architecture.read(text), loss)

    def __str__(self):
        words = [str(layer) for layer in self.layers]
        return "-".join(words if isinstance(self.layers[0], Image) else ["x".join(map(str, self.input_shape)), *words])

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of one example on each wire."""
        return tuple(architecture.chain(self.input_shape, self.layers))

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
        """The name of what flows along each wire: x, z1, a1, z2 …, with a prime where it was taken."""
        names = ["x"]
        for layer, n in zip(self.layers, self.numbers, strict=True):
            names.append(_free(f"{layer.symbol}{n}", names))
        return tuple(names)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        found: list[Parameter] = []
        start = 0
        for k, (layer, shape) in enumerate(zip(self.layers, self.shapes, strict=False)):
            for letter, size in layer.parameter_shapes(shape).items():
                name = _free(f"{letter}{self.numbers[k]}", [p.name for p in found])
                found.append(Parameter(k, name, size, start, start + prod(size), letter))
                start += prod(size)
        return tuple(found)

    @cached_property
    def drops(self) -> bool:
        """Whether anything is left out of it at random."""
        return any(isinstance(layer, Dropout) for layer in self.layers)

    @property
    def normalised(self) -> tuple[int, ...]:
        """How many units, or channels, each batch normalisation has."""
        return tuple(
            shape[0] for layer, shape in zip(self.layers, self.shapes, strict=False) if isinstance(layer, BatchNorm)
        )

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

    def at(self, seed: int, step: int) -> "Network":
        """This network at a step of training: its dropout layers leave out what they do at that step."""
        if not self.drops:
            return self
        layers = (
            replace(layer, key=(seed, 2, step, k)) if isinstance(layer, Dropout) else layer
            for k, layer in enumerate(self.layers)
        )
        return replace(self, layers=tuple(layers))

    def in_use(self, statistics=()) -> "Network":
        """The network that training makes, with θ laid out alike: no unit is left out, and batch
        normalisation measures by `statistics`, (2, F) for each such layer, not by the batch.
        Where there are none yet, it measures against mean 0 and variance 1."""
        measures = iter(statistics)
        layers = list(self.layers)
        for k, layer in enumerate(layers):
            if isinstance(layer, BatchNorm):
                mean, variance = next(measures, (0.0, 1.0))
                layers[k] = Standardize(mean, variance, layer.epsilon)
            elif isinstance(layer, Dropout):
                layers[k] = replace(layer, rate=0)
        return self if layers == list(self.layers) else replace(self, layers=tuple(layers))

    def statistics(self, values) -> tuple:
        """Mean and variance, (2, F), of all digits, guessed from those that each batch normalisation met.

        A batch of n varies less about its own mean than about that of all: by n / (n − 1).
        """
        found = []
        for layer, x in zip(self.layers, values, strict=False):
            if isinstance(layer, BatchNorm):
                mean, variance = layer.statistics(x)
                n = x.size // len(mean)
                found.append(np.stack([mean, variance * (n / max(n - 1, 1))]))
        return tuple(found)

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
        gradient = np.empty(self.size, dz.dtype)
        unpacked, places = self.unpack(theta), self.unpack(gradient)
        for k in reversed(range(len(self.layers))):
            layer, parameters, x, y, dy = self.layers[k], unpacked[k], values[k], values[k + 1], grads[k + 1]
            for place, d in zip(places[k], layer.parameter_gradients(parameters, x, y, dy, places[k]), strict=True):
                if d is not place:
                    np.positive(
                        d, out=place
                    )  # a copy; place[...] = d takes ten times as long for some addresses on AMD's Zen 3
            if k < down_to:
                break
            grads[k] = layer.input_gradient(parameters, x, y, dy)
        return grads, gradient

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


def _free(name, taken):
    while name in taken:
        name += "′"
    return name


@dataclass(frozen=True)
class Trace:
    """What one pass leaves behind: values and gradients of every wire, the loss, ∂L/∂θ."""

    network: Network
    theta: Any
    values: list  # values[k] on wire k: rows (N, …), images (C, H, W, N)
    p: Any  # (N, classes)
    y: Any  # (N, classes)
    loss: Any  # a number
    grads: list  # grads[k] has the shape of values[k]
    gradient: Any  # as flat as θ

"""A network is a chain of layers and a loss; a trace is what one pass through it leaves behind.

`values[k]` flows forward along wire k, `grads[k]` flows back along the same wire in the same
shape. Wire 0 carries the input, wire k what layer k − 1 (from 0) made of it, the last one the
logits.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from core import architecture
from core.layers import Layer, ShapeError
from core.layout import Parameter, laid_out, numbered, wire_names
from core.losses import Loss, SoftmaxCrossEntropy, targets


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
        return architecture.write(self.input_shape, self.layers)

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of one example on each wire."""
        return tuple(architecture.chain(self.input_shape, self.layers))

    @cached_property
    def numbers(self) -> tuple[int, ...]:  # of the layers, from 1
        return numbered(self.layers, self.shapes)

    @cached_property
    def wires(self) -> tuple[str, ...]:
        """The name of what flows along each wire: x, z1, a1, z2 …, with a prime where it was taken."""
        return wire_names(self.layers, self.numbers)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        return laid_out(self.layers, self.shapes, self.numbers)

    @property
    def size(self) -> int:
        """How many numbers θ holds."""
        return self.parameters[-1].stop if self.parameters else 0

    @property
    def classes(self) -> int:
        return self.shapes[-1][0]

    @property
    def normalised(self) -> tuple[int, ...]:
        """How many units, or channels, each batch normalisation has."""
        return tuple(shape[0] for layer, shape in zip(self.layers, self.shapes, strict=False) if layer.measures)

    def unpack(self, theta) -> list[tuple]:
        """Views of θ, a tuple of arrays for each layer."""
        parts: list[list] = [[] for _ in self.layers]
        for parameter in self.parameters:
            parts[parameter.layer].append(parameter.of(theta))
        return [tuple(part) for part in parts]

    def at(self, seed: int, step: int) -> "Network":
        """This network at a step of training: its dropout layers leave out what they do at that step."""
        return self._of(layer.at((seed, 2, step, k)) for k, layer in enumerate(self.layers))

    def in_use(self, statistics=()) -> "Network":
        """The network that training makes, with θ laid out alike: no unit is left out, and batch normalisation
        measures by `statistics`, (2, F) for each such layer, or by mean 0 and variance 1 where there are none yet."""
        found = iter(statistics)
        return self._of(layer.in_use(next(found, None) if layer.measures else None) for layer in self.layers)

    def _of(self, layers) -> "Network":
        """This network with these layers; itself if they are its own."""
        layers = tuple(layers)
        return self if layers == self.layers else replace(self, layers=layers)

    def statistics(self, values) -> tuple:
        """Mean and variance, (2, F), of all digits, guessed from those that each batch normalisation met, or None."""
        return tuple(layer.estimate(x) for layer, x in zip(self.layers, values, strict=False) if layer.measures)

    def forward(self, theta, x) -> list:
        """The values on every wire, input first, logits last."""
        values = [x]
        for layer, parameters in zip(self.layers, self.unpack(theta), strict=True):
            values.append(layer.forward(parameters, values[-1]))
        return values

    def wire_gradients(self, theta, values, dz, down_to=0) -> list:
        """The gradients on the wires, from the logits down to wire `down_to`, None below.

        The way through a first layer is a third of the work, and who learns asks for no gradient of the pixels.
        """
        grads: list[Any] = [*[None] * len(self.layers), dz]
        parameters = self.unpack(theta)
        for k in reversed(range(down_to, len(self.layers))):
            grads[k] = self.layers[k].input_gradient(parameters[k], values[k], values[k + 1], grads[k + 1])
        return grads

    def gradient(self, theta, values, grads):
        """∂L/∂θ, as flat as θ, of what stands on the wires; a layer that no gradient came down to is left out."""
        gradient = np.empty(self.size, grads[-1].dtype)
        parameters, places = self.unpack(theta), self.unpack(gradient)
        for k, layer in enumerate(self.layers):
            if grads[k + 1] is not None:
                layer._write_gradients(parameters[k], values[k], values[k + 1], grads[k + 1], out=places[k])
        return gradient

    def backward(self, theta, values, dz, down_to=0) -> tuple[list, Any]:
        """The gradients on the wires, and ∂L/∂θ. Layers below wire `down_to` must have no parameters."""
        grads = self.wire_gradients(theta, values, dz, down_to)
        return grads, self.gradient(theta, values, grads)

    def trace(self, theta, x, labels) -> "Trace":
        """One pass forward and one back, with everything on the way; `labels` (N,), or rows of targets (N, classes)."""
        y = targets(labels, self.classes, x.dtype)
        values = self.forward(theta, x)
        p, loss = self.loss.judge(values[-1], y)
        return Trace(self, theta, values, p, y, loss, self.wire_gradients(theta, values, self.loss.gradient(p, y)))

    def predict(self, theta, x):
        """Probabilities, shape (N, classes)."""
        return self.loss.output(self.forward(theta, x)[-1])


@dataclass(frozen=True)
class Trace:
    """What one pass leaves behind: values and gradients of every wire, the loss, ∂L/∂θ. None of it is written to."""

    network: Network
    theta: Any
    values: list  # values[k] on wire k: rows (N, …), images (C, H, W, N)
    p: Any  # (N, classes)
    y: Any  # (N, classes)
    loss: Any  # a number
    grads: list  # grads[k] has the shape of values[k]

    @cached_property
    def gradient(self):
        """∂L/∂θ, as flat as θ. Of one digit all of it but the biases are outer products of what stands on the wires,
        a hundred thousand numbers: they are multiplied out when somebody looks."""
        return self.network.gradient(self.theta, self.values, self.grads)

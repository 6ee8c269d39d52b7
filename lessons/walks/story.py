"""What the stops of a walk speak of: one digit's pass through a network of dense layers, a step, and everybody else."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.activations import ACTIVATIONS
from core.layers import Activate, Dense
from core.losses import SoftmaxCrossEntropy
from core.metrics import in_batches
from core.network import Network, Trace
from lessons.page.example import Example
from lessons.page.one_step import Readings
from lessons.walks.answers.by_loss import answer
from lessons.walks.ends import StepAhead

LINES = 80  # of those from the pixels, the strongest are drawn
WIDEST, DEEPEST = 64, 3  # units of a hidden layer, and hidden layers, that a drawing still shows


def tells(network: Network) -> bool:
    """Whether the walk can be told of such a network: dense layers with an activation between them, not too many."""
    layers: Any = network.layers
    dense, bends = layers[::2], layers[1::2]
    return (
        isinstance(network.loss, SoftmaxCrossEntropy)
        and len(layers) in range(3, 2 * DEEPEST + 2, 2)
        and network.input_shape == (784,)
        and network.classes == 10
        and all(isinstance(layer, Dense) for layer in dense)
        and all(isinstance(layer, Activate) for layer in bends)
        and all(layer.outputs <= WIDEST for layer in dense)
    )


@dataclass(frozen=True)
class Step:
    """All parameters moved against their gradient once, and what came of it for this digit."""

    rate: float
    which: str  # the number that moved most, in words
    ends: tuple[tuple[int, int], ...]  # of it on the stage, (column, unit): of a bias one, of a weight two, if drawn
    furthest: float  # how far it moved
    moved: int  # how many numbers moved at all
    p: Any  # (10,) after it


class Story:
    """The numbers of a walk, each worked out when a stop asks for it."""

    def __init__(self, digit: Example):
        if not tells(digit.network):
            raise ValueError(
                f"This walk is told of dense layers with an activation between them, not of {digit.network}."
            )
        self.digit, self.trace = digit, digit.trace
        arrays = digit.arrays
        layers: Any = digit.network.layers
        self.layers = layers
        self.sizes = [784, *(layer.outputs for layer in layers[::2])]
        self.last = len(self.sizes) - 1  # the number of the last layer
        count = range(1, self.last + 1)
        self.x, self.p, self.loss = arrays["x"][0], arrays["p"][0], float(arrays["L"])
        self.answer = answer(digit.network.loss, self.trace.values[-1][0], self.p, self.trace.y[0])
        self.z, self.d = [arrays[f"z{k}"][0] for k in count], [arrays[f"dz{k}"][0] for k in count]
        self.W, self.b = [arrays[f"W{k}"] for k in count], [arrays[f"b{k}"] for k in count]
        self.sent = [f"a{k}" for k in count[:-1]]
        self.dz = [f"dz{k}" for k in count]
        self.a = [arrays[name][0] for name in self.sent]
        self.da = [arrays[f"d{name}"][0] for name in self.sent]

    def activation(self, layer: int) -> str:
        """What bends the sums of a layer, counted from 1, is called so."""
        return ACTIVATIONS[self.layers[2 * layer - 1].activation].title

    def switches(self, layer: int) -> bool:
        """Whether its bend lets all through or nothing, as ReLU does."""
        z = np.array([-1.0, 1.0])
        row = ACTIVATIONS[self.layers[2 * layer - 1].activation]
        return list(row.slope(z, row.f(z))) == [0, 1]

    def bend(self, layer: int, arrays=None):
        """The slope at which each unit of a layer, counted from 1, answers to its sum, in this pass or another one."""
        arrays = self.digit.arrays if arrays is None else arrays
        z, a = arrays[f"z{layer}"][0], arrays[f"a{layer}"][0]
        return self.layers[2 * layer - 1].input_gradient((), z, a, np.ones(len(z)))

    def loss_with(self, layer: int, i: int, j: int, by: float) -> float:
        """The loss with one weight of a layer changed by so much."""
        parameter = next(q for q in self.digit.network.parameters if q.name == f"W{layer}")
        change = np.zeros_like(self.trace.theta)
        parameter.of(change)[i, j] = by
        return self._loss(self.trace.theta + change)

    def loss_after(self, rate: float) -> float:
        """The loss after all parameters moved by −rate times their gradient."""
        return self._loss(self.moved(rate))

    def moved(self, rate: float):
        return self.trace.theta - rate * self.trace.gradient

    def _loss(self, theta) -> float:
        network = self.digit.network
        return float(network.loss.value(network.forward(theta, self.trace.values[0])[-1], self.trace.y))

    @cached_property
    def squared(self) -> float:
        """The sum of all squared gradients: how fast the loss falls along −g."""
        return float(self.trace.gradient @ self.trace.gradient)

    @cached_property
    def ahead(self) -> StepAhead:
        return StepAhead(self.digit.network.size, self.loss, self.squared, self.loss_after)

    @cached_property
    def step(self) -> Step:
        rate, furthest = self.ahead.rate, int(np.abs(self.trace.gradient).argmax())
        return Step(
            rate,
            self._called(furthest),
            self._ends(furthest),
            rate * float(np.abs(self.trace.gradient).max()),
            int(np.count_nonzero(self.trace.gradient)),
            self.digit.network.predict(self.moved(rate), self.trace.values[0])[0],
        )

    def _at(self, k: int):
        """The parameter at place k of θ, what its line comes from, if it has one, and what it runs into."""
        parameter = next(q for q in self.digit.network.parameters if q.start <= k < q.stop)
        *source, to = (int(i) for i in np.unravel_index(k - parameter.start, parameter.shape))
        return parameter, source, to

    def _ends(self, k: int) -> tuple[tuple[int, int], ...]:
        """Where the number at place k of θ stands on the stage; pixels have no ring."""
        parameter, source, to = self._at(k)
        column = parameter.layer // 2
        return (*((column, i) for i in source if column), (column + 1, to))

    def _called(self, k: int) -> str:
        """The number at place k of θ, in words."""
        parameter, source, to = self._at(k)
        into = f"the {to}" if parameter.layer == len(self.layers) - 1 else f"unit {to}"
        if not source:
            return f"the bias of {into}"
        return f"the weight from {'pixel' if parameter.layer == 0 else 'unit'} {source[0]} to {into}"

    @cached_property
    def readings(self) -> Readings:
        """What everybody is taken for before the step and after it."""
        everybody = self.digit.everybody
        batches = zip(in_batches(everybody.images), in_batches(everybody.labels), strict=True)
        return Readings.of(self.digit.network, (self.trace.theta, self.moved(self.step.rate)), batches)

    @cached_property
    def lost(self) -> int | None:
        """The first digit that was read right and is read wrong after the step, where there is one."""
        return next(map(int, self.readings.lost), None)

    @cached_property
    def right_index(self) -> int | None:
        """A digit of the same class that the network reads right and is sure of, where there is one."""
        labels = self.digit.everybody.labels
        sure = self.readings.before[:, self.digit.label] * (labels == self.digit.label)
        found = np.flatnonzero(sure > 0.99)
        return int(found[0]) if len(found) else None

    @cached_property
    def right(self) -> Trace | None:
        return None if self.right_index is None else self.passed(self.trace.theta, self.right_index)

    def passed(self, theta, index: int) -> Trace:
        """Another pass: another digit, or other parameters."""
        everybody = self.digit.everybody
        x, label = everybody.images[index : index + 1].astype(np.float64), everybody.labels[index : index + 1]
        return self.digit.network.trace(theta, x, label)

    def passes(self, names: Collection[str] = ("", "after", "right", "lost")) -> dict[str, Trace]:
        """The passes that stops show, by the names that their scenes give; a digit that is not there has none."""
        found = {"": self.trace}
        if "after" in names:
            found["after"] = self._again(self.moved(self.step.rate))
        if "right" in names and self.right is not None:
            found["right"] = self.right
        if "lost" in names and self.lost is not None:
            found["lost"] = self.passed(self.moved(self.step.rate), self.lost)
        return found

    def pixel_lines(self, trace: Trace) -> dict[str, list[tuple[int, int, float]]]:
        """(pixel, unit, amount) of the strongest lines from the pixels: what they carry, how far they have moved."""
        W, before = (one.network.unpack(one.theta)[0][0] for one in (trace, self.trace))
        carried = trace.values[0][0][:, None] * W
        return {"signal": _strongest(carried), "moved": _strongest(W - before)}

    def index_of(self, name: str) -> int | None:
        """Which of the digits that are kept to judge by a pass shows."""
        return {"right": self.right_index, "lost": self.lost}.get(name, self.digit.index)

    def _again(self, theta) -> Trace:
        return self.digit.network.trace(theta, self.trace.values[0], self.trace.y.argmax(axis=1))


def _strongest(amounts, most: int = LINES) -> list[tuple[int, int, float]]:
    """(row, column, amount) of the entries that are largest in size, as many as are drawn."""
    order = np.argsort(-np.abs(amounts), axis=None, kind="stable")[:most]
    rows, columns = np.unravel_index(order, amounts.shape)
    found = zip(rows.tolist(), columns.tolist(), amounts[rows, columns].tolist(), strict=True)
    return [(i, j, v) for i, j, v in found if v]

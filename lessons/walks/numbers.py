"""A pass that is small enough can be said to its last product: numbers that somebody brought, and no digit."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from core.layers import Activate, Dense
from core.losses import SoftmaxCrossEntropy
from core.network import Network
from core.optimizers import move
from lessons.engine.forms.powers import printed
from lessons.page.one_step import RATES
from lessons.page.stop import Sheet
from lessons.walks.ends import StepAhead
from lessons.walks.passage import Passage, capital

WIDEST, LARGEST = 8, 100  # units of a layer, and parameters, that a page still has room for
LONGER = (*RATES, 0.3, 0.5)  # rates: a small network bears them


def tells(network: Network) -> bool:
    """Whether every number of such a network can be told: a few dense layers with an activation between them."""
    return (
        all(isinstance(layer, Dense | Activate) for layer in network.layers)
        and isinstance(network.layers[0], Dense)
        and all(len(shape) == 1 and shape[0] <= WIDEST for shape in network.shapes)
        and network.size <= LARGEST
        and (network.classes > 1 or not isinstance(network.loss, SoftmaxCrossEntropy))  # one share is always the whole
    )


def four(v: float) -> str:
    """As many digits as one writes down by hand."""
    return printed(v, ".4g" if abs(v) < 9999.5 else ",.0f")


def listed(parts: Sequence[str], most: int = 4) -> list[str]:
    """A line for each, as far as there is room, and how many more there are."""
    lines = [f"{capital(part) if part[1].isalpha() else part}." for part in parts[:most]]
    return [*lines, f"… and {len(parts) - most} more."] if len(parts) > most else lines


class Numbers(Passage):
    """The first of the examples that were given, and its numbers."""

    answers_as_bars = False

    def said(self, wire: str, entry: int) -> str:
        if self.is_of_classes(wire):
            return f"output {entry}"
        return f"{'input' if wire == 'x' else 'unit'} {entry}"

    def caption(self, wire: str, back: bool = False) -> str:
        what = "outputs" if self.is_of_classes(wire) else "inputs" if wire == "x" else "units"
        letter = wire[0]
        return f"{what}: {letter if not back else 'δ' if letter == 'z' else f'∂L/∂{letter}'}"

    def outputs(self, p=None, when: str = "") -> Sheet:
        """What came out, here or in another pass."""
        p = self.p if p is None else p
        every = tuple(range(len(p)))
        return Sheet("p", f"outputs: p{when}", p, every, len(p), float(np.abs(p).max()) or 1.0)

    def wanted(self) -> Sheet:
        y = self.trace.y[0]
        return Sheet("y", "wanted: y", y, tuple(range(len(y))), len(y), float(np.abs(y).max()) or 1.0)

    @cached_property
    def parts(self) -> tuple[tuple[int, str], ...]:
        dense = [k for k, layer in enumerate(self.layers) if isinstance(layer, Dense)]
        layers = ((k, f"layer {self.network.numbers[k]}") for k in dense)
        return ((0, "inputs"), *layers, (len(self.layers), "loss"))

    def part_of(self, k: int) -> int:
        return max(i for i, (first, _) in enumerate(self.parts) if first <= k)

    def dead(self, k: int) -> list[int]:
        """None: a few examples are not everybody."""
        return []

    @cached_property
    def ahead(self) -> StepAhead:
        """Small losses allow the longer steps that hand-worked examples take."""
        return replace(super().ahead, rates=LONGER)

    def loss_after(self, steps: int) -> float:
        """After so many steps, each against the gradient of where it begins."""
        theta, x, y = self.trace.theta.copy(), self.trace.values[0], self.trace.y
        for _ in range(steps):
            move(theta, -self.ahead.rate * self.network.trace(theta, x, y).gradient)
        return self.loss_at(theta)

    @cached_property
    def only_weights(self) -> tuple[float, float] | None:
        """The loss after a step of the weights alone, and after one in which the blame of what comes before the last
        weights was sent back over the new ones: a slip that some printed examples make. None of a single layer."""
        last, trace = self.last or 0, self.trace
        if not last:
            return None
        weights = [q for q in self.network.parameters if q.letter == "W"]

        def after(gradient):
            theta = trace.theta.copy()
            for q in weights:
                move(q.of(theta), -self.ahead.rate * q.of(gradient))
            return theta

        right, mixed = after(trace.gradient), trace.theta.copy()
        final = next(q for q in weights if q.layer == last)
        final.of(mixed)[...] = final.of(right)
        _, slipped = self.network.backward(mixed, trace.values, trace.grads[-1])
        return self.loss_at(right), self.loss_at(after(slipped))

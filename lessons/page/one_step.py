"""One step of all parameters: how long it may be, what its slope promises, and what it did to each of many digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.losses import Loss, one_hot

RATES = (1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1)


def promise(loss: float, slope: float, rate: float) -> float:
    """The loss after a step, by the slope alone: `slope` is by how much the loss grows for each 1 of the rate."""
    return loss + rate * slope


def fitting_rate(loss: float, slope: float, rates: Sequence[float] = RATES) -> float:
    """The largest of the usual rates at which the slope does not promise a loss below 0: line and curve are then still
    near each other. The smallest one where there is none."""
    return max((rate for rate in rates if promise(loss, slope, rate) > 0), default=rates[0])


@dataclass(frozen=True, eq=False)
class Readings:
    """What a network makes of the same digits before a step and after it."""

    labels: Any  # (N,)
    before: Any  # p (N, K)
    after: Any  # likewise
    loss_before: float  # their means
    loss_after: float

    @classmethod
    def of(cls, network, thetas, batches) -> "Readings":
        """Of two θ, on batches of x and labels: each batch is read by both while it is at hand."""
        labels: list[Any] = []
        outputs: tuple[list[Any], list[Any]] = ([], [])
        sums = [0.0, 0.0]
        loss: Loss = network.loss
        for x, truth in batches:
            labels.append(truth)
            y = one_hot(truth, network.classes)
            for k, theta in enumerate(thetas):
                z = network.forward(theta, x)[-1]
                outputs[k].append(loss.output(z))
                sums[k] += float(loss.each(z, y).sum())
        truths = np.concatenate(labels)
        before, after = map(np.concatenate, outputs)
        return cls(truths, before, after, *(total / len(truths) for total in sums))

    def __len__(self):
        return len(self.labels)

    @cached_property
    def was_right(self):
        return self.before.argmax(axis=1) == self.labels

    @cached_property
    def is_right(self):
        return self.after.argmax(axis=1) == self.labels

    @cached_property
    def truth_before(self):
        """What the truth of each digit got."""
        return self.before[np.arange(len(self)), self.labels]

    @cached_property
    def truth_after(self):
        return self.after[np.arange(len(self)), self.labels]

    @property
    def less(self) -> int:
        """How many digits have less for their truth than before."""
        return int((self.truth_after < self.truth_before).sum())

    @property
    def lost(self):
        """The digits that were read right and are read wrong."""
        return np.flatnonzero(self.was_right & ~self.is_right)

    @property
    def gained(self):
        """The digits that were read wrong and are read right."""
        return np.flatnonzero(~self.was_right & self.is_right)

    def most_changed(self, most: int):
        """The digits whose truth gained or lost most, the greatest change first; those that did not change are none of
        them."""
        change = np.abs(self.truth_after - self.truth_before)
        found = np.argsort(-change, kind="stable")[:most]
        return found[change[found] > 0]

"""Training by hand: single steps of an optimizer, each on one digit, as text for an address: `sgd,0.1,321:2,322:2`."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.network import Network, Trace
from core.optimizers import OPTIMIZERS

MOST = 100


@dataclass(frozen=True)
class Steps:
    """Which optimizer took which steps: on which digits, under which labels."""

    optimizer: str = "sgd"
    rate: float = 0.01
    taken: tuple[tuple[int, int], ...] = ()

    def __str__(self):
        return ",".join([self.optimizer, f"{self.rate:g}", *(f"{digit}:{label}" for digit, label in self.taken)])

    @classmethod
    def read(cls, text: str, digits: int) -> "Steps":
        """The steps in `text`, on one of so many digits; no steps where it cannot be read."""
        optimizer, rate, *taken = [*text.split(","), ""][: MOST + 2]
        try:
            steps = cls(optimizer, float(rate), tuple(_pair(word, digits) for word in taken if word))
        except ValueError:
            return cls()
        return steps if optimizer in OPTIMIZERS and math.isfinite(steps.rate) and 0 < steps.rate <= 100 else cls()

    def proposing(self, optimizer: str, rate: float) -> "Steps":
        """The same steps where the optimizer is the same; another one starts without memory."""
        return replace(self, rate=rate) if optimizer == self.optimizer else Steps(optimizer, rate)


def _pair(word, digits):
    digit, label = map(int, word.split(":"))
    if not (0 <= digit < digits and 0 <= label < 10):
        raise ValueError(f"there is no digit {digit} that could be a {label}")
    return digit, label


def walk(steps: Steps, network: Network, theta, images) -> tuple[Any, tuple]:
    """θ after the steps, and the optimizer's memory."""
    theta, memory = theta.copy(), fresh(steps.optimizer, theta)
    for t, (digit, label) in enumerate(steps.taken, 1):
        trace = network.trace(theta, images[digit : digit + 1], np.array([label]))
        theta += OPTIMIZERS[steps.optimizer].step(trace.gradient, memory, t, steps.rate, theta)
    return theta, memory


def fresh(optimizer: str, theta) -> tuple:
    return tuple(np.zeros_like(theta) for _ in range(OPTIMIZERS[optimizer].memories))


@dataclass(frozen=True)
class Proposal:
    """One more step: Δθ, the loss before it, what the slope predicts, and what comes of it."""

    step: Any  # Δθ, as flat as θ
    before: float
    predicted: float  # L + g · Δθ: right to first order
    after: float


def propose(trace: Trace, steps: Steps, memory: Iterable) -> Proposal:
    """The next step on the traced digit. `memory` is left as it is."""
    optimizer, t = OPTIMIZERS[steps.optimizer], len(steps.taken) + 1
    step = optimizer.step(trace.gradient, tuple(m.copy() for m in memory), t, steps.rate, trace.theta)
    z = trace.network.forward(trace.theta + step, trace.values[0])[-1]
    before = float(trace.loss)
    return Proposal(step, before, before + float(trace.gradient @ step), float(trace.network.loss.value(z, trace.y)))

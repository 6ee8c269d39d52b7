"""Training by hand: single steps of an optimizer, each on a digit or some in a row, as text for an address:
`sgd,0.1,321:2:1,322:2:4`."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.network import Trace
from core.optimizers import OPTIMIZERS, take_step
from dashboard.views.step.subject import Subject

MOST = 100
MOST_AT_ONCE = 16  # digits


@dataclass(frozen=True)
class Steps:
    """Which optimizer took which steps: from which digit on, under which label of the first, on how many."""

    optimizer: str = "sgd"
    rate: float = 0.01
    taken: tuple[tuple[int, int, int], ...] = ()

    def __str__(self):
        return ",".join([self.optimizer, f"{self.rate:g}", *(":".join(map(str, one)) for one in self.taken)])

    @classmethod
    def read(cls, text: str, digits: int) -> "Steps":
        """The steps in `text`, on one of so many digits; no steps where it cannot be read."""
        optimizer, rate, *taken = [*text.split(","), ""][: MOST + 2]
        try:
            steps = cls(optimizer, float(rate), tuple(_digits(word, digits) for word in taken if word))
        except ValueError:
            return cls()
        return steps if optimizer in OPTIMIZERS and math.isfinite(steps.rate) and 0 < steps.rate <= 100 else cls()

    def proposing(self, optimizer: str, rate: float) -> "Steps":
        """The same steps where the optimizer is the same; another one starts without memory."""
        return replace(self, rate=rate) if optimizer == self.optimizer else Steps(optimizer, rate)


def _digits(word, digits):
    digit, label, count = map(int, word.split(":"))
    if not (0 <= digit < digits and 0 <= label < 10 and 1 <= count <= MOST_AT_ONCE):
        raise ValueError(f"there is no step on {count} digits from {digit} on")
    return digit, label, count


def walk(steps: Steps, subject: Subject) -> tuple[Any, tuple]:
    """θ after the steps, and the optimizer's memory."""
    theta = subject.theta.copy()
    optimizer = OPTIMIZERS[steps.optimizer]
    memory = optimizer.start(theta)
    for t, (digit, label, count) in enumerate(steps.taken, 1):
        trace = subject.network.trace(theta, *batch(subject, digit, label, count))
        take_step(theta, optimizer, trace.gradient, memory, t, steps.rate)
    return theta, memory


def batch(subject: Subject, digit: int, label: int, count: int) -> tuple[Any, Any]:
    """x and the labels of `count` digits from `digit` on, the first one taken for a `label`."""
    labels = subject.labels[digit : digit + count].copy()
    labels[0] = label
    return subject.images(digit, count), labels


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

"""Training by hand: single steps of an optimizer, each on a digit or some in a row, as text for an address:
`sgd,0.1,321:2:1,322:2:4`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.network import Trace
from core.optimizers import OPTIMIZERS, take_step
from dashboard.shared.numbers import whole
from dashboard.shared.steppable import WORK, work_of_look, work_of_step
from dashboard.views.step.address import limits
from dashboard.views.step.subject import Subject

MOST, HIGHEST_RATE = limits("steps")["most"], limits("steps")["high"]
MOST_AT_ONCE = max(limits("batch")["choices"])


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
        return steps if is_taken(optimizer, steps.rate) else cls()

    @classmethod
    def planned(cls, text: str) -> "Steps | None":
        """No step yet, with the optimizer and the rate of `text`, `adam,0.1` or `adam`; None where there is no such
        step."""
        optimizer, comma, rate = text.partition(",")
        try:
            steps = cls(optimizer, float(rate)) if comma else cls(optimizer)
        except ValueError:
            return None
        return steps if is_taken(steps.optimizer, steps.rate) else None

    def proposing(self, optimizer: str, rate: float) -> "Steps":
        """The same steps where the optimizer is the same; another one starts without memory."""
        return replace(self, rate=rate) if optimizer == self.optimizer else Steps(optimizer, rate)


def is_taken(optimizer: str, rate: float) -> bool:
    """Whether there is such an optimizer, and steps at this learning rate."""
    return optimizer in OPTIMIZERS and 0 < rate <= HIGHEST_RATE  # false for what is not a number, too


def _digits(word, digits):
    digit, label, count = word.split(":")
    found = whole(digit, digits - 1), whole(label, 9), whole(count, MOST_AT_ONCE, low=1)
    if None in found:
        raise ValueError(f"there is no step {word[:40]}")
    return found


def within_reach(steps: Steps, subject: Subject, together: int) -> tuple[Steps, str]:
    """The first of the steps, as many as there is time for beside the look at so many digits, and what is said where
    that is not all of them."""
    left = room = WORK - work_of_look(subject.network, together)
    costs = [work_of_step(subject.network, count) for _, _, count in steps.taken]
    for n, cost in enumerate(costs):
        if cost > left:
            return replace(steps, taken=steps.taken[:n]), (
                f"These {len(costs)} training steps are as much work in this network as {sum(costs):,} "
                f"multiplications; the limit here is {room:,}. The first {n} of them are taken."
            )
        left -= cost
    return steps, ""


def take_steps(steps: Steps, subject: Subject) -> tuple[Any, tuple]:
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

"""What people get wrong where a gradient becomes a step: what is counted, what is remembered, where ε stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from core.adaptive import Adam, AdamW
from core.descent import Momentum, Nesterov, Optimizer
from core.diagnosis.order import NEW
from core.diagnosis.planting import OF_THE_OPTIMIZER, Mistake, with_methods

NEVER = 10**9  # a t so late that nothing is left to correct


@dataclass(frozen=True, eq=False)
class Update:
    """The step that follows a pass: which rule, at which rate, after how many others."""

    optimizer: Optimizer
    lr: float
    t: int = 1  # steps are counted from 1
    memory: tuple = ()  # of the optimizer before this step, vectors like θ; empty: zeros
    gradient_before: Any = None  # (P,) of the step before, where it is known
    theta_before: Any = None  # (P,) before the step before, where it is known

    def step(self, g, theta):
        """Δθ; what is remembered is left as it was."""
        memory = tuple(m.copy() for m in self.memory) or self.optimizer.start(theta)
        return self.optimizer.step(g, memory, self.t, self.lr, theta)


class WrongStep(NamedTuple):
    kind: str
    words: str
    instead: Callable[..., Any]  # (right, optimizer, g, memory, t, lr, theta)


def _sign(right, rule, g, memory, t, lr, theta):
    return -right(g, memory, t, lr, theta)


def _none(right, rule, g, memory, t, lr, theta):
    return 0 * right(g, memory, t, lr, theta)


def _without_rate(right, rule, g, memory, t, lr, theta):
    return right(g, memory, t, 1.0, theta)


def _at(other):
    def instead(right, rule, g, memory, t, lr, theta):
        return right(g, memory, other(t), lr, theta)

    return instead


def _forgetful(right, rule, g, memory, t, lr, theta):
    for m in memory:
        m[:] = 0
    return right(g, memory, t, lr, theta)


def _dampened(right, rule, g, memory, t, lr, theta):
    return right((1 - rule.beta) * g, memory, t, lr, theta)


def _without_looking_ahead(right, rule, g, memory, t, lr, theta):
    return right(g, memory, t, lr, theta) + lr * (g + rule.beta * memory[0] - memory[0])


def _decayed(rule, lr, theta):
    return -lr * rule.decay * theta if isinstance(rule, AdamW) else 0


def _root_as(other):
    """A step whose divisor √s + ε is another one of s and ε."""

    def instead(right, rule, g, memory, t, lr, theta):
        step, decayed = right(g, memory, t, lr, theta), _decayed(rule, lr, theta)
        c = 1 - rule.beta2**t if isinstance(rule, Adam) else 1
        s = memory[-1] / c
        return (step - decayed) * (np.sqrt(s) + rule.epsilon) / other(s, rule.epsilon, c) + decayed

    return instead


def _gradient_unsquared(right, rule, g, memory, t, lr, theta):
    """v remembers |g|, not g²."""
    step, decayed = right(g, memory, t, lr, theta), _decayed(rule, lr, theta)
    c, share = (1 - rule.beta2**t, 1 - rule.beta2) if isinstance(rule, Adam) else (1, 1 - getattr(rule, "rho", 0))
    right_root = np.sqrt(memory[-1] / c) + rule.epsilon
    memory[-1][:] += share * (np.abs(g) - g * g)
    return (step - decayed) * right_root / (np.sqrt(memory[-1] / c) + rule.epsilon) + decayed


def _decay_in_gradient(right, rule, g, memory, t, lr, theta):
    return right(g + rule.decay * theta, memory, t, lr, 0 * theta)


def _without_decay(right, rule, g, memory, t, lr, theta):
    return right(g, memory, t, lr, 0 * theta)


def wrong_steps(rule: Optimizer) -> Iterator[WrongStep]:
    yield WrongStep("sign of the step", "the step goes uphill: its sign is flipped", _sign)
    yield WrongStep("not updated", "the parameters did not move", _none)
    yield WrongStep("learning rate left out", "the step is not multiplied by the learning rate", _without_rate)
    if isinstance(rule, Adam):
        yield WrongStep("t not counted", "t is not counted: it is 1 at every step", _at(lambda t: 1))
        yield WrongStep("t twice", "t is counted twice a step", _at(lambda t: 2 * t))
        yield WrongStep("t one too late", "t starts one too high", _at(lambda t: t + 1))
        yield WrongStep("t one too early", "t starts one too low", _at(lambda t: max(t - 1, 1)))
        yield WrongStep("no bias correction", "m and v are not divided by 1 − βᵗ", _at(lambda t: NEVER))
        yield WrongStep(
            "ε beside √v", "ε is added to √v and not to √v̂", _root_as(lambda s, e, c: np.sqrt(s) + e / c**0.5)
        )
    if isinstance(rule, AdamW):
        yield WrongStep("decay through the gradient", "the weight decay goes through the gradient, as an L2 penalty "
                        "would", _decay_in_gradient)  # fmt: skip
        yield WrongStep("decay left out", "the weight decay is left out", _without_decay)
    if hasattr(rule, "epsilon"):
        yield WrongStep("ε inside the root", "ε stands inside the root; it belongs beside it",
                        _root_as(lambda s, e, c: np.sqrt(s + e)))  # fmt: skip
        yield WrongStep("root left out", "it is divided by the mean square, not by its root",
                        _root_as(lambda s, e, c: s + e))  # fmt: skip
        yield WrongStep(
            "gradient not squared", "the second memory has |g| in it, where g² belongs", _gradient_unsquared
        )
    if rule.memories:
        yield WrongStep("memory forgotten", "what the optimizer remembers is set to 0 before each step", _forgetful)
    if isinstance(rule, Momentum | Nesterov):
        yield WrongStep("gradient dampened", "the gradient enters the velocity times 1 − β", _dampened)
    if isinstance(rule, Nesterov):
        yield WrongStep("no look ahead", "it is plain momentum: the step does not look ahead", _without_looking_ahead)


def of_optimizer(rule: Optimizer, first: str = f"θ{NEW}") -> list[Mistake]:
    """Every way of the catalogue to get this rule wrong; `first` is the first array that a step of it makes."""
    found = []
    for wrong in wrong_steps(rule):

        def make(rule, wrong=wrong):
            def step(right, rule, g, memory, t, lr, theta=None):
                return wrong.instead(right, rule, g, memory, t, lr, theta)

            return with_methods(rule, step=step)

        found.append(Mistake(wrong.kind, wrong.words, first, make, OF_THE_OPTIMIZER))
    return [*found, never_cleared(first)]


def never_cleared(first: str = f"θ{NEW}") -> Mistake:
    """In training: each step adds its gradient to those of all steps before, which are one memory more."""

    def make(rule):
        def step(right, rule, g, memory, t, lr, theta=None):
            *own, kept = memory
            kept += g
            return right(kept.copy(), tuple(own), t, lr, theta)

        made = with_methods(rule, step=step)
        type(made).memories = rule.memories + 1
        return made

    words = "the gradients are not set to zero before a step: each is added to all before it"
    return Mistake("gradients not zeroed", words, first, make, OF_THE_OPTIMIZER)

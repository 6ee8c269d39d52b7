"""An optimizer turns a gradient into a step Δθ, and never sees the network.

It is a value without state: what it remembers from step to step is a tuple of vectors as long as
θ, `memory`, which belongs to the run and is updated in place.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np


@dataclass(frozen=True)
class SGD:
    """Go downhill, in proportion to the slope.

    Δθ = −lr g
    """

    memories: ClassVar[int] = 0

    def step(self, g, memory, t, lr):
        return -lr * g


@dataclass(frozen=True)
class Momentum:
    """A ball with inertia: a direction that persists adds up, one that flips cancels.

    v ← β v + g
    Δθ = −lr v

    Polyak 1964; β = 0.9 as is usual.
    """

    beta: float = 0.9
    memories: ClassVar[int] = 1

    def step(self, g, memory, t, lr):
        (v,) = memory
        v *= self.beta
        v += g
        return -lr * v


@dataclass(frozen=True)
class Adam:
    """Each parameter takes steps of about lr, whatever the size of its gradients.

    m ← β₁ m + (1 − β₁) g           a moving average of g
    v ← β₂ v + (1 − β₂) g²          and of its square
    m̂ = m / (1 − β₁ᵗ)               both start at 0; this takes the bias out again
    v̂ = v / (1 − β₂ᵗ)
    Δθ = −lr m̂ / (√v̂ + ε)

    Kingma & Ba 2015, algorithm 1; t counts from 1.
    """

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    memories: ClassVar[int] = 2

    def step(self, g, memory, t, lr):
        m, v = memory
        m *= self.beta1
        m += (1 - self.beta1) * g
        v *= self.beta2
        v += (1 - self.beta2) * (g * g)
        m_hat = m / (1 - self.beta1**t)
        v_hat = v / (1 - self.beta2**t)
        return -lr * m_hat / (np.sqrt(v_hat) + self.epsilon)


OPTIMIZERS = {"sgd": SGD(), "momentum": Momentum(), "adam": Adam()}

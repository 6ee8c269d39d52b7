"""An optimizer turns a gradient into a step Δθ, and never sees the network. First those with one rate for all of θ.

It is a value without state: what it remembers from step to step is a tuple of vectors as long as
θ, `memory`, which belongs to the run and is updated in place. Steps are counted by t, from 1.
Every rule treats each number of θ on its own.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np


@dataclass(frozen=True)
class Optimizer:
    """A rule that turns a gradient into a step."""

    memories: ClassVar[int] = 0  # vectors that it remembers

    def start(self, theta) -> tuple:
        """Its memory before the first step."""
        return tuple(np.zeros_like(theta) for _ in range(self.memories))

    def step(self, g, memory, t, lr, theta=None):
        """Δθ. Only weight decay asks for θ."""
        raise NotImplementedError


@dataclass(frozen=True)
class SGD(Optimizer):
    """Go downhill, in proportion to the slope.

    Δθ = −lr g

    Robbins & Monro 1951.
    """

    def step(self, g, memory, t, lr, theta=None):
        return -lr * g


@dataclass(frozen=True)
class Momentum(Optimizer):
    """A ball with inertia: a direction that persists adds up, one that flips cancels.

    v ← β v + g
    Δθ = −lr v

    Polyak 1964; β = 0.9 as is usual.
    """

    beta: float = 0.9
    memories: ClassVar[int] = 1

    def step(self, g, memory, t, lr, theta=None):
        (v,) = memory
        v *= self.beta
        v += g
        return -lr * v


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """Momentum that looks ahead: the step it is about to take counts the new gradient once more.

    v ← β v + g
    Δθ = −lr (g + β v)

    Nesterov 1983, in the form of Sutskever et al. 2013 with θ read where the velocity leads.
    """

    beta: float = 0.9
    memories: ClassVar[int] = 1

    def step(self, g, memory, t, lr, theta=None):
        (v,) = memory
        v *= self.beta
        v += g
        return -lr * (g + self.beta * v)

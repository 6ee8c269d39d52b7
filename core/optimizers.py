"""An optimizer turns a gradient into a step Δθ, and never sees the network.

It is a value without state: what it remembers from step to step is a tuple of vectors as long as
θ, `memory`, which belongs to the run and is updated in place. Steps are counted by t, from 1.
Every rule treats each number of θ on its own.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np


@dataclass(frozen=True)
class SGD:
    """Go downhill, in proportion to the slope.

    Δθ = −lr g

    Robbins & Monro 1951.
    """

    memories: ClassVar[int] = 0

    def step(self, g, memory, t, lr, theta=None):
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

    def step(self, g, memory, t, lr, theta=None):
        (v,) = memory
        v *= self.beta
        v += g
        return -lr * v


@dataclass(frozen=True)
class Nesterov:
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


@dataclass(frozen=True)
class AdaGrad:
    """Who has moved much moves less: each parameter's rate shrinks with the gradients it has had.

    s ← s + g²
    Δθ = −lr g / (√s + ε)

    Duchi, Hazan & Singer 2011.
    """

    epsilon: float = 1e-8
    memories: ClassVar[int] = 1

    def step(self, g, memory, t, lr, theta=None):
        (s,) = memory
        s += g * g
        return -lr * g / (np.sqrt(s) + self.epsilon)


@dataclass(frozen=True)
class RMSprop:
    """AdaGrad that forgets: each gradient is divided by the size that gradients lately had.

    s ← ρ s + (1 − ρ) g²
    Δθ = −lr g / (√s + ε)

    Tieleman & Hinton 2012, lecture 6e.
    """

    rho: float = 0.9
    epsilon: float = 1e-8
    memories: ClassVar[int] = 1

    def step(self, g, memory, t, lr, theta=None):
        (s,) = memory
        s *= self.rho
        s += (1 - self.rho) * (g * g)
        return -lr * g / (np.sqrt(s) + self.epsilon)


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

    def step(self, g, memory, t, lr, theta=None):
        m, v = memory
        m *= self.beta1
        m += (1 - self.beta1) * g
        v *= self.beta2
        v += (1 - self.beta2) * (g * g)
        # Section 2 of the paper: both corrections are numbers, so they go into lr and ε, not into vectors.
        c = (1 - self.beta2**t) ** 0.5
        step = np.sqrt(v)
        step += self.epsilon * c
        np.divide(m, step, out=step)
        step *= -lr * c / (1 - self.beta1**t)
        return step


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam, and every parameter shrinks a little at each step.

    Δθ = Adam's Δθ − lr λ θ

    Loshchilov & Hutter 2019, algorithm 2. Unlike a penalty in the loss, this weight decay is not
    divided by √v̂: it shrinks all parameters at one rate.
    """

    decay: float = 0.01

    def step(self, g, memory, t, lr, theta=None):
        return super().step(g, memory, t, lr) - lr * self.decay * theta


Optimizer = SGD | Momentum | Nesterov | AdaGrad | RMSprop | Adam

OPTIMIZERS: dict[str, Optimizer] = {
    "sgd": SGD(),
    "momentum": Momentum(),
    "nesterov": Nesterov(),
    "adagrad": AdaGrad(),
    "rmsprop": RMSprop(),
    "adam": Adam(),
    "adamw": AdamW(),
}

PIECE = 131_072  # numbers: half a megabyte a vector, so that all of them stay in a cache


def steps(optimizer, g, memory, t, lr, theta):
    """`optimizer.step`, piece after piece of θ: the same numbers from a nearer memory.

    Yields (piece, Δθ there). Each piece may be added to θ before the next is asked for.
    """
    for start in range(0, len(g), PIECE):
        piece = slice(start, start + PIECE)
        yield piece, optimizer.step(g[piece], [m[piece] for m in memory], t, lr, theta[piece])


def flush_subnormals(memory):
    """Zero what has decayed to nothing: arithmetic on numbers below 1e-38 is many times slower."""
    for m in memory:
        m[np.abs(m) < 1e-30] = 0


def clip(g, limit):
    """A gradient longer than `limit` is shortened to it, its direction kept; Pascanu et al. 2013."""
    length = np.sqrt(np.dot(g, g))
    return g * (limit / length) if length > limit else g

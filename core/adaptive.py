"""Optimizers that give each parameter a rate of its own, by the gradients that it has had."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.descent import Optimizer


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """What has moved far moves less: each parameter's rate shrinks with the gradients it has had.

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
class RMSprop(Optimizer):
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
class Adam(Optimizer):
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

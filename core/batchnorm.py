"""Batch normalisation measures each unit against the batch while it learns, and against what it saw when it is used."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from core.normalization import Normalization, as_before, by_unit


@dataclass(frozen=True)
class BatchNorm(Normalization):
    """Each unit is measured against its own mean and spread over the batch.

    μ = 1/N Σ_n x_n        σ² = 1/N Σ_n (x_n − μ)²
    x̂ = (x − μ) / √(σ² + ε)
    u  = γ ⊙ x̂ + β                                                        forward
    dx = γ / √(σ² + ε) ⊙ (du − 1/N Σ_n du − x̂ ⊙ 1/N Σ_n (du ⊙ x̂))         backward
    dγ = Σ_n du ⊙ x̂
    dβ = Σ_n du

    Ioffe & Szegedy 2015, algorithm 1. The two means in dx are the ways through μ and through σ².
    A network in use has no batch: see `in_use` and `Standardize`.
    """

    epsilon: float = 1e-5
    measures: ClassVar[bool] = True

    def __str__(self):
        return "bn"

    def statistics(self, x):  # → (2, F): mean and variance of each unit
        r = by_unit(x)
        mean = r.mean(axis=0)
        return np.stack([mean, ((r - mean) ** 2).mean(axis=0)])

    def estimate(self, x):  # → (2, F)
        """Mean and variance of each unit over all digits, guessed from those of a batch of n, which
        varies less about its own mean than about that of all: by n / (n − 1). One alone tells nothing of a variance."""
        mean, variance = self.statistics(x)
        n = x.size // len(mean)
        return np.stack([mean, variance * (n / (n - 1))]) if n > 1 else None

    def in_use(self, statistics=None):
        mean, variance = (0.0, 1.0) if statistics is None else statistics
        return Standardize(mean, variance, self.epsilon)

    def normal(self, x):
        mean, variance = self.statistics(x)
        spread = np.sqrt(variance + self.epsilon)
        return (by_unit(x) - mean) / spread, spread

    def input_gradient(self, parameters, x, y, dy):
        gamma, _ = parameters
        x_hat, spread = self.normal(x)
        du = by_unit(dy)
        dx = gamma / spread * (du - du.mean(axis=0) - x_hat * (du * x_hat).mean(axis=0))
        return as_before(dx, x)


@dataclass(frozen=True, eq=False)  # arrays do not compare to one truth; two of these are equal if they are one
class Standardize(Normalization):
    """Batch normalisation in use: each unit is measured against what training saw.

    x̂ = (x − μ) / √(σ² + ε)        μ and σ² are fixed
    u  = γ ⊙ x̂ + β                 forward
    dx = γ / √(σ² + ε) ⊙ du        backward
    dγ = Σ_n du ⊙ x̂
    dβ = Σ_n du
    """

    mean: Any  # (F,)
    variance: Any  # (F,)
    epsilon: float = 1e-5

    def __str__(self):
        return "bn"

    def normal(self, x):
        spread = np.sqrt(self.variance + self.epsilon)
        return (by_unit(x) - self.mean) / spread, spread

    def input_gradient(self, parameters, x, y, dy):
        gamma, _ = parameters
        _, spread = self.normal(x)
        dx = gamma / spread * by_unit(dy)
        return as_before(dx, x)

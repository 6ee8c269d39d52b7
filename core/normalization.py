"""Normalisation gives each unit, or each example, a mean of 0 and a variance of 1, then lets two
learned numbers choose another mean and spread.

Images are normalised channel by channel: each pixel of each image counts as one row.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from core.layers import Layer
from core.shapes import ShapeError


def rows(x):
    """Rows as they are; images (C, H, W, N) as rows of channels, (H·W·N, C)."""
    return x if x.ndim == 2 else x.reshape(len(x), -1).T


def as_before(r, x):
    """What `rows` made of an array like x, back in the shape of x."""
    return r if x.ndim == 2 else r.T.reshape(x.shape)


class _Normalization(Layer):
    """What x̂ is, each kind says for itself; γ and β, one of each for a unit or channel, act alike."""

    symbol: ClassVar[str] = "u"

    def normal(self, x):
        """x̂ and what x − μ was divided by, as rows."""
        raise NotImplementedError

    def parameter_shapes(self, shape):
        return {"gamma": shape[:1], "beta": shape[:1]}

    def forward(self, parameters, x):
        gamma, beta = parameters
        x_hat, _ = self.normal(x)
        return as_before(gamma * x_hat + beta, x)

    def parameter_gradients(self, parameters, x, y, dy, out=(None, None)):
        x_hat, _ = self.normal(x)
        du = rows(dy)
        dgamma = (du * x_hat).sum(axis=0)
        dbeta = du.sum(axis=0)
        return dgamma, dbeta


@dataclass(frozen=True)
class BatchNorm(_Normalization):
    """Each unit is measured against its own mean and spread over the batch.

    μ = 1/N Σ_n x_n        σ² = 1/N Σ_n (x_n − μ)²
    x̂ = (x − μ) / √(σ² + ε)
    u  = γ ⊙ x̂ + β                                                        forward
    dx = γ / √(σ² + ε) ⊙ (du − 1/N Σ_n du − x̂ ⊙ 1/N Σ_n (du ⊙ x̂))         backward
    dγ = Σ_n du ⊙ x̂
    dβ = Σ_n du

    Ioffe & Szegedy 2015, algorithm 1. The two means in dx are the ways through μ and through σ².
    A network in use has no batch: see `Network.in_use` and `Standardize`.
    """

    epsilon: float = 1e-5

    def __str__(self):
        return "bn"

    def statistics(self, x):  # → (2, F): mean and variance of each unit
        r = rows(x)
        mean = r.mean(axis=0)
        return np.stack([mean, ((r - mean) ** 2).mean(axis=0)])

    def normal(self, x):
        mean, variance = self.statistics(x)
        spread = np.sqrt(variance + self.epsilon)
        return (rows(x) - mean) / spread, spread

    def input_gradient(self, parameters, x, y, dy):
        gamma, _ = parameters
        x_hat, spread = self.normal(x)
        du = rows(dy)
        dx = gamma / spread * (du - du.mean(axis=0) - x_hat * (du * x_hat).mean(axis=0))
        return as_before(dx, x)


@dataclass(frozen=True, eq=False)  # arrays do not compare to one truth; two of these are equal if they are one
class Standardize(_Normalization):
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
        return (rows(x) - self.mean) / spread, spread

    def input_gradient(self, parameters, x, y, dy):
        gamma, _ = parameters
        _, spread = self.normal(x)
        dx = gamma / spread * rows(dy)
        return as_before(dx, x)


@dataclass(frozen=True)
class LayerNorm(_Normalization):
    """Each example is measured against the mean and spread of its own units.

    μ_n = 1/F Σ_f x_nf        σ²_n = 1/F Σ_f (x_nf − μ_n)²
    x̂ = (x − μ) / √(σ² + ε)
    u  = γ ⊙ x̂ + β                                                        forward
    dx = (g − 1/F Σ_f g − x̂ ⊙ 1/F Σ_f (g ⊙ x̂)) / √(σ² + ε)    g = γ ⊙ du    backward
    dγ = Σ_n du ⊙ x̂
    dβ = Σ_n du

    Ba, Kiros & Hinton 2016.
    """

    epsilon: float = 1e-5

    def __str__(self):
        return "ln"

    def output_shape(self, shape):
        if len(shape) != 1:
            raise ShapeError("is a layer normalisation that takes a row of numbers, such as flatten gives")
        return shape

    def normal(self, x):  # x (N, F)
        mean = x.mean(axis=1, keepdims=True)  # (N, 1)
        spread = np.sqrt(((x - mean) ** 2).mean(axis=1, keepdims=True) + self.epsilon)
        return (x - mean) / spread, spread

    def input_gradient(self, parameters, x, y, dy):
        gamma, _ = parameters
        x_hat, spread = self.normal(x)
        g = gamma * dy
        dx = (g - g.mean(axis=1, keepdims=True) - x_hat * (g * x_hat).mean(axis=1, keepdims=True)) / spread
        return dx

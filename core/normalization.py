"""Normalisation gives each unit, or each example, a mean of 0 and a variance of 1, then lets two
learned numbers choose another mean and spread.

Images are normalised channel by channel: each pixel of each image counts as one example.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.layers import Layer, ShapeError


def by_unit(x):
    """A column for each unit: rows as they are; images (C, H, W, N) with a column a channel, (H·W·N, C)."""
    return x if x.ndim == 2 else x.reshape(len(x), -1).T


def as_before(r, x):
    """What `by_unit` made of an array like x, back in the shape of x."""
    return r if x.ndim == 2 else r.T.reshape(x.shape)


class Normalization(Layer):
    """What x̂ is, each kind says for itself; γ and β, one of each for a unit or channel, act alike."""

    symbol: ClassVar[str] = "u"

    def normal(self, x):
        """x̂ and what x − μ was divided by, a column a unit."""
        raise NotImplementedError

    def parameter_shapes(self, shape):
        return {"gamma": shape[:1], "beta": shape[:1]}

    def forward(self, parameters, x):
        gamma, beta = parameters
        x_hat, _ = self.normal(x)
        return as_before(gamma * x_hat + beta, x)

    def parameter_gradients(self, parameters, x, y, dy):
        x_hat, _ = self.normal(x)
        du = by_unit(dy)
        dgamma = (du * x_hat).sum(axis=0)
        dbeta = du.sum(axis=0)
        return dgamma, dbeta


@dataclass(frozen=True)
class LayerNorm(Normalization):
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

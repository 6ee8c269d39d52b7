"""Regularisation keeps parameters small, so that a network cannot learn its examples by heart.

`who` says which parameters: weights, biases, or both; never γ and β of a normalisation.
"""

from dataclasses import dataclass

import numpy as np

WHO = {"weights": "W", "biases": "b", "both": "Wb"}


@dataclass(frozen=True)
class Penalty:
    """Large parameters cost something, so they must earn it.

    R  = λ₁ Σ |θ| + λ₂/2 Σ θ²        over the parameters that are meant
    dθ = λ₁ sign θ + λ₂ θ

    L1 (Tibshirani 1996) makes small ones zero, L2 (Hoerl & Kennard 1970) makes large ones smaller.
    """

    l1: float
    l2: float
    who: str = "weights"

    def pieces(self, network):
        return [p.slice for p in network.parameters if p.letter in WHO[self.who]]

    def value(self, network, theta):
        """R, for real and for complex θ: |θ| is θ times its sign, which a complex step can follow."""
        pieces = [theta[k] for k in self.pieces(network)]
        return sum((self.l1 * piece * np.sign(piece.real) + self.l2 / 2 * piece**2).sum() for piece in pieces)

    def gradient(self, network, theta):
        dtheta = np.zeros_like(theta)
        for k in self.pieces(network):
            dtheta[k] = self.l1 * np.sign(theta[k]) + self.l2 * theta[k]
        return dtheta


@dataclass(frozen=True)
class MaxNorm:
    """The weights into a unit may not be longer than c: what is longer is cut back to c.

    w ← w · min(1, c / ‖w‖)        after each step, for the weights into each unit

    Srebro & Shraibman 2005; with dropout, Srivastava et al. 2014, section 5.1.
    """

    limit: float

    def step(self, network, theta):
        """The step Δθ that cuts θ back."""
        step = np.zeros_like(theta)
        for p in network.parameters:
            if p.letter == "W":
                w, change = p.of(theta), p.of(step)
                into_one_unit = 0 if w.ndim == 2 else (1, 2, 3)  # dense (in, out), convolution (out, in, row, column)
                length = np.sqrt((w * w).sum(axis=into_one_unit, keepdims=True))
                change[...] = w * np.minimum(0, self.limit / np.maximum(length, 1e-30) - 1)
        return step

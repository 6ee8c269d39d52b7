"""Dropout: units that may be missing at any step learn not to rely on each other."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from core.layers import Layer


@dataclass(frozen=True)
class Dropout(Layer):
    """Each number is left out with probability q; those that stay are scaled up to make up for it.

    m  = 0 with probability q, else 1 / (1 − q)
    h  = m ⊙ x            forward
    dx = m ⊙ dh           backward

    Srivastava et al. 2014. The mask m is a function of the key alone, so a pass can be repeated;
    `at` gives a key to each step of training, `in_use` makes q zero.
    """

    rate: float
    key: tuple[int, ...] = (0,)
    symbol: ClassVar[str] = "h"

    def __str__(self):
        return f"dropout{self.rate:g}"

    def at(self, key):
        return replace(self, key=key)

    def in_use(self, statistics=None):
        return replace(self, rate=0)

    def mask(self, x):
        if self.rate == 0:
            return np.ones((1,) * x.ndim, x.real.dtype)
        stays = np.random.default_rng(self.key).random(x.shape, np.float32) >= self.rate
        return stays / x.real.dtype.type(1 - self.rate)

    def forward(self, parameters, x):
        return self.mask(x) * x

    def input_gradient(self, parameters, x, y, dy):
        dx = self.mask(x) * dy
        return dx

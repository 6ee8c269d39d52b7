"""Pooling makes an image smaller: each square of pixels becomes one."""

from dataclasses import dataclass
from functools import reduce
from typing import ClassVar

import numpy as np

from core.images import image_shape
from core.layers import Layer, ShapeError


class _Pool(Layer):
    """Squares of k × k pixels side by side, each of which becomes one."""

    symbol: ClassVar[str] = "s"
    size: int

    def output_shape(self, shape):
        channels, height, width = image_shape(shape, "a pooling layer")
        if height % self.size or width % self.size:
            raise ShapeError(f"cannot cut that into squares of {self.size} × {self.size}")
        return channels, height // self.size, width // self.size

    def corners(self, x):
        """k² views of x: the first pixel of each square, the second …"""
        k = self.size
        return [x[:, i::k, j::k] for i in range(k) for j in range(k)]


@dataclass(frozen=True)
class MaxPool(_Pool):
    """Of each square of pixels the largest is kept.

    s_chwn = max_ij x_c,kh+i,kw+j,n               forward
    dx     = ds at the pixel that was kept        backward, at the first of several equal ones
    """

    size: int

    def __str__(self):
        return f"maxpool{self.size}"

    def forward(self, parameters, x):
        return reduce(np.maximum, self.corners(x))

    def input_gradient(self, parameters, x, y, dy):
        dx, free = np.empty_like(x, dy.dtype), np.ones(y.shape, bool)
        for dcorner, corner in zip(self.corners(dx), self.corners(x), strict=True):
            kept = free & (corner == y)
            np.multiply(dy, kept, out=dcorner)
            free ^= kept
        return dx


@dataclass(frozen=True)
class AveragePool(_Pool):
    """Of each square of pixels the mean is kept.

    s_chwn = 1/k² Σ_ij x_c,kh+i,kw+j,n            forward
    dx     = ds / k² at each pixel of the square  backward
    """

    size: int

    def __str__(self):
        return f"avgpool{self.size}"

    def forward(self, parameters, x):
        return reduce(np.add, self.corners(x)) / self.size**2

    def input_gradient(self, parameters, x, y, dy):
        dx = np.empty_like(x, dy.dtype)
        for dcorner in self.corners(dx):
            dcorner[...] = dy / self.size**2
        return dx

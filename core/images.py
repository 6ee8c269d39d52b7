"""Rows of pixels become images, and images become rows again.

Images are (C, H, W, N): channel, row, column, and the example last, so that whatever is done to
one pixel is done to that pixel of all examples in one stretch of memory.
"""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

import numpy as np

from core.layers import Layer, ShapeError


def image_shape(shape, what: str):
    """The shape, if it is that of images. Raises ShapeError."""
    if len(shape) != 3:
        raise ShapeError(f"is {what} that takes images, channels × height × width")
    return shape


@dataclass(frozen=True)
class Image(Layer):
    """A row of pixels is a picture, read line by line, channel by channel.

    v_chwn = x_ni with i = (c H + h) W + w
    """

    channels: int
    height: int
    width: int
    symbol: ClassVar[str] = "v"

    def __str__(self):
        return f"{self.channels}x{self.height}x{self.width}"

    def output_shape(self, shape):
        own = (self.channels, self.height, self.width)
        if shape != (prod(own),):
            raise ShapeError(f"makes images of {prod(own)} numbers")
        return own

    def forward(self, parameters, x):  # x (N, C·H·W)
        return np.ascontiguousarray(x.T).reshape(self.channels, self.height, self.width, len(x))

    def input_gradient(self, parameters, x, y, dy):
        dx = dy.reshape(x.shape[1], len(x)).T
        return dx


@dataclass(frozen=True)
class Flatten(Layer):
    """A picture is a row of numbers again, so that dense layers can follow.

    v_ni = x_chwn with i = (c H + h) W + w
    """

    symbol: ClassVar[str] = "v"

    def __str__(self):
        return "flatten"

    def output_shape(self, shape):
        return (prod(image_shape(shape, "a layer")),)

    def forward(self, parameters, x):  # x (C, H, W, N)
        return np.ascontiguousarray(x.reshape(prod(x.shape[:-1]), x.shape[-1]).T)

    def input_gradient(self, parameters, x, y, dy):
        dx = np.ascontiguousarray(dy.T).reshape(x.shape)
        return dx

"""Layers for images: the same few weights looked through at every place.

Images are (C, H, W, N): channel, row, column, and the example last, so that whatever is done to
one pixel is done to that pixel of all examples in one stretch of memory.
"""

from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import ClassVar

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.layers import Layer
from core.matmul import matmul
from core.shapes import ShapeError


def _images(shape, what):
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
        dx = dy.reshape(-1, len(x)).T
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
        return (prod(_images(shape, "a layer")),)

    def forward(self, parameters, x):  # x (C, H, W, N)
        return np.ascontiguousarray(x.reshape(-1, x.shape[-1]).T)

    def input_gradient(self, parameters, x, y, dy):
        dx = np.ascontiguousarray(dy.T).reshape(x.shape)
        return dx


@dataclass(frozen=True)
class Conv(Layer):
    """Each output is a weighted sum of the small window of inputs under it, with weights shared by all places.

    z_fhwn  = Σ_cij W_fcij x_c,sh+i−p,sw+j−p,n + b_f      forward     s the stride, p the padding; x is 0 outside
    dx_crqn = Σ_fhw W_f,c,r+p−sh,q+p−sw dz_fhwn           backward    W is 0 outside
    dW_fcij = Σ_hwn dz_fhwn x_c,sh+i−p,sw+j−p,n
    db_f    = Σ_hwn dz_fhwn

    The sums over c, i, j are one matrix product if the windows stand as columns. They are laid out
    for one row h of the output at a time: those columns fit in the processor's cache.
    """

    channels: int
    filters: int
    height: int
    width: int
    stride: int = 1
    padding: int = 0
    symbol: ClassVar[str] = "z"

    def __str__(self):
        stride, padding = f"s{self.stride}" * (self.stride > 1), f"p{self.padding}" * (self.padding > 0)
        return f"conv{self.filters}x{self.height}x{self.width}{stride}{padding}"

    def output_shape(self, shape):
        channels, height, width = _images(shape, "a convolution")
        if channels != self.channels:
            raise ShapeError(f"is a convolution that takes {self.channels} channels")
        if height + 2 * self.padding < self.height or width + 2 * self.padding < self.width:
            raise ShapeError("has a window larger than that image")
        places = [
            (n + 2 * self.padding - k) // self.stride + 1 for n, k in ((height, self.height), (width, self.width))
        ]
        return (self.filters, *places)

    def parameter_shapes(self, shape):
        return {"W": (self.filters, self.channels, self.height, self.width), "b": (self.filters,)}

    def fans(self):
        """How many inputs an output sums over, and how many outputs an input reaches."""
        return self.channels * self.height * self.width, self.filters * self.height * self.width

    def windows(self, x):
        """The windows of each row of the output, (OH, C, i, j, OW, N), as a view of x."""
        if self.padding:
            x = np.pad(x, ((0, 0), (self.padding,) * 2, (self.padding,) * 2, (0, 0)))
        C, H, W, N = x.shape
        OH, OW = (H - self.height) // self.stride + 1, (W - self.width) // self.stride + 1
        c, h, w, n = x.strides
        shape = OH, C, self.height, self.width, OW, N
        return as_strided(x, shape, (self.stride * h, c, h, w, self.stride * w, n), writeable=False)

    def forward(self, parameters, x):  # x (C, H, W, N)
        W, b = parameters
        kernels, windows = W.reshape(len(W), -1), self.windows(x)
        z = np.empty((len(W), len(windows), *windows.shape[4:]), np.result_type(W, x))  # (F, OH, OW, N)
        for h, window in enumerate(windows):
            matmul(kernels, window.reshape(kernels.shape[1], -1), out=z[:, h].reshape(len(W), -1))
        return z + b[:, None, None, None]

    def input_gradient(self, parameters, x, y, dy):  # dy (F, OH, OW, N)
        W, _ = parameters
        kernels, s, p = W.reshape(len(W), -1), self.stride, self.padding
        C, H, width, N = x.shape
        dx = np.zeros((C, H + 2 * p, width + 2 * p, N), dy.dtype)
        for h in range(dy.shape[1]):
            dwindow = matmul(kernels.T, dy[:, h].reshape(len(W), -1)).reshape(C, self.height, self.width, -1, N)
            for j in range(self.width):
                dx[:, s * h : s * h + self.height, j : j + s * dy.shape[2] : s] += dwindow[:, :, j]
        return dx[:, p : p + H, p : p + width]

    def parameter_gradients(self, parameters, x, y, dy, out=(None, None)):
        W, _ = parameters
        dz = dy.transpose(1, 0, 2, 3).reshape(dy.shape[1], len(W), -1)  # (OH, F, OW·N)
        dW = np.zeros((W[0].size, len(W)), dy.dtype)
        for h, window in enumerate(self.windows(x)):
            dW += window.reshape(len(dW), -1) @ dz[h].T
        db = dy.sum(axis=(1, 2, 3))
        return dW.T.reshape(W.shape), db


class _Pool(Layer):
    """Squares of k × k pixels side by side, each of which becomes one."""

    symbol: ClassVar[str] = "s"
    size: int

    def output_shape(self, shape):
        channels, height, width = _images(shape, "a pooling layer")
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

"""A convolution looks at every place of an image through the same few weights."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.lib.stride_tricks import as_strided

from core.images import image_shape
from core.layers import Layer, ShapeError
from core.matmul import matmul  # a @ b, sooner


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
        channels, height, width = image_shape(shape, "a convolution")
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
            dwindow = matmul(kernels.T, dy[:, h].reshape(len(W), -1)).reshape(
                C, self.height, self.width, dy.shape[2], N
            )
            for j in range(self.width):
                dx[:, s * h : s * h + self.height, j : j + s * dy.shape[2] : s] += dwindow[:, :, j]
        return dx[:, p : p + H, p : p + width]

    def parameter_gradients(self, parameters, x, y, dy):
        W, _ = parameters
        dz = dy.transpose(1, 0, 2, 3).reshape(dy.shape[1], len(W), -1)  # (OH, F, OW·N)
        dW = np.zeros((W[0].size, len(W)), dy.dtype)
        for h, window in enumerate(self.windows(x)):
            dW += window.reshape(len(dW), -1) @ dz[h].T
        db = dy.sum(axis=(1, 2, 3))
        return dW.T.reshape(W.shape), db

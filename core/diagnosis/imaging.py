"""What people get wrong where a network sees images: windows as columns, strides, and the way to rows.

Each is core's own line with other arguments or another layout of them; images are (C, H, W, N).
"""

from collections.abc import Iterator

import numpy as np

from core.convolution import Conv
from core.diagnosis.kinds import BACK, FORWARD, LAST, PARAMETERS, Wrong, multiples, over_all


def reordered(W):
    """The same weights, read as if a window's numbers came row, column, channel, and not channel by channel."""
    F, C, i, j = W.shape
    return W.reshape(F, i, j, C).transpose(0, 3, 1, 2)


def turned(W):
    """A window turned by 180°, as a convolution of mathematics has it."""
    return W[:, :, ::-1, ::-1]


def mirrored(W):
    """Rows for columns within a window that is as high as wide."""
    return W.transpose(0, 1, 3, 2)


def with_weights(other):
    """Forward or back with other weights than W."""

    def instead(right, layer, parameters, *arrays):
        W, b = parameters
        return right((other(W), b), *arrays)

    return instead


def bias_left_out(right, layer, parameters, x):
    W, b = parameters
    return right((W, 0 * b), x)


def laid_out_as(other):
    """dW, laid out as `other` would lay out W."""

    def instead(right, layer, parameters, x, y, dy):
        return np.ascontiguousarray(other(right(parameters, x, y, dy)))

    return instead


def one_apart(layer, x, dy):
    """The same layer as if its windows lay one pixel apart, and dy for it, with 0 where nothing arrives."""
    near = Conv(layer.channels, layer.filters, layer.height, layer.width, 1, layer.padding)
    wide = np.zeros((*near.output_shape(x.shape[:3]), dy.shape[-1]), dy.dtype)
    wide[:, : dy.shape[1], : dy.shape[2]] = dy
    return near, wide


def stride_forgotten(right, layer, parameters, x, y, dy):
    near, wide = one_apart(layer, x, dy)
    return near.input_gradient(parameters, x, wide, wide)


def stride_forgotten_in_weights(right, layer, parameters, x, y, dy):
    near, wide = one_apart(layer, x, dy)
    return near.parameter_gradients(parameters, x, wide, wide)[0]


def one_place(right, layer, parameters, x, y, dy):
    """db without the sum over the places."""
    return dy[:, -1, -1, :].sum(axis=-1)


def conv_forward(layer) -> Iterator[Wrong]:
    yield from _weights_of(layer, with_weights)
    yield Wrong("bias left out", "the bias is not added", bias_left_out)


def conv_back(layer) -> Iterator[Wrong]:
    yield from _weights_of(layer, with_weights)
    if layer.stride > 1:
        yield Wrong("stride forgotten", f"the stride of {layer.stride} is forgotten: the windows lie one pixel apart",
                    stride_forgotten)  # fmt: skip
    yield from multiples()


def conv_weights(layer) -> Iterator[Wrong]:
    yield LAST
    yield from _weights_of(layer, laid_out_as)
    if layer.stride > 1:
        yield Wrong("stride forgotten", f"the stride of {layer.stride} is forgotten: the windows lie one pixel apart",
                    stride_forgotten_in_weights)  # fmt: skip
    yield from multiples()


def _weights_of(layer, change):
    if layer.channels > 1 and layer.height * layer.width > 1:
        yield Wrong("im2col order", "the numbers of a window stand in another order: row, column, channel, where it is "
                    "channel, row, column", change(reordered))  # fmt: skip
    if layer.height * layer.width > 1:
        yield Wrong("window turned", "the windows of weights are turned by 180°", change(turned))
    if layer.height == layer.width > 1:
        yield Wrong("window mirrored", "rows and columns of the windows of weights are swapped", change(mirrored))


def conv_bias(layer) -> Iterator[Wrong]:
    yield LAST
    yield Wrong("summed over classes", "it is summed over the filters too, so all biases move alike", over_all)
    yield Wrong("one place only", "it has the last place of the image alone, not the sum over all", one_place)
    yield from multiples()


def channels_last(right, layer, none, x):
    """Rows whose numbers come row, column, channel."""
    return np.ascontiguousarray(x.transpose(3, 1, 2, 0).reshape(x.shape[-1], -1))


def columns_first(right, layer, none, x):
    """Rows whose numbers come column by column, as Fortran and MATLAB read an image."""
    return right(none, np.ascontiguousarray(x.transpose(0, 2, 1, 3)))


def flat_forward(layer) -> Iterator[Wrong]:
    yield Wrong("flattened in another order", "the image is read pixel by pixel, and all channels of each; it is to be "
                "read channel by channel", channels_last)  # fmt: skip
    yield Wrong("flattened by columns", "the image is read column by column; it is to be read row by row",
                columns_first)  # fmt: skip


def from_columns(right, layer, none, x, y, dy):
    dx = right(none, x, y, dy)
    return dx.reshape(x.shape[0], x.shape[2], x.shape[1], -1).transpose(0, 2, 1, 3)


def flat_back(layer) -> Iterator[Wrong]:
    yield Wrong("unflattened by columns", "the row is laid out column by column; it is to be laid out row by row",
                from_columns)  # fmt: skip
    yield from multiples()


CONVOLUTION = (
    (FORWARD, "", conv_forward),
    (BACK, "", conv_back),
    (PARAMETERS, "W", conv_weights),
    (PARAMETERS, "b", conv_bias),
)
FLAT = ((FORWARD, "", flat_forward), (BACK, "", flat_back))

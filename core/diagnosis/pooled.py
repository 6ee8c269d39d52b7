"""What people get wrong in pooling: which pixel of a square is kept, and which of them hear of the gradient."""

from collections.abc import Iterator

import numpy as np

from core.diagnosis.kinds import BACK, FORWARD, Wrong, multiples


def to_all_ties(right, layer, none, x, y, dy):
    dx = np.empty_like(x, dy.dtype)
    for dcorner, corner in zip(layer.corners(dx), layer.corners(x), strict=True):
        np.multiply(dy, corner == y, out=dcorner)
    return dx


def to_all(right, layer, none, x, y, dy):
    dx = np.empty_like(x, dy.dtype)
    for dcorner in layer.corners(dx):
        dcorner[...] = dy
    return dx


def to_the_first(right, layer, none, x, y, dy):
    dx = np.zeros_like(x, dy.dtype)
    layer.corners(dx)[0][...] = dy
    return dx


def max_back(layer) -> Iterator[Wrong]:
    yield Wrong("gradient to all ties", "each of several equal largest pixels gets the whole gradient", to_all_ties)
    yield Wrong("gradient to all pixels", "every pixel of a square gets the gradient, not the largest alone", to_all)
    yield Wrong("gradient to the first pixel", "the first pixel of a square gets the gradient, not the largest",
                to_the_first)  # fmt: skip
    yield from multiples()


def max_forward(layer) -> Iterator[Wrong]:
    yield Wrong("mean for max", "it is the mean of each square, not the largest", lambda right, layer, none, x:
                sum(layer.corners(x)) / layer.size**2)  # fmt: skip


def mean_forward(layer) -> Iterator[Wrong]:
    yield Wrong("sum for mean", "it is the sum of each square, not the mean", lambda right, layer, none, x:
                right(none, x) * layer.size**2)  # fmt: skip


def mean_back(layer) -> Iterator[Wrong]:
    yield Wrong("share missing", f"each pixel gets the whole gradient, not 1/{layer.size**2} of it", to_all)
    yield Wrong("gradient to the first pixel", "the first pixel of a square gets the gradient, not all", to_the_first)
    yield from multiples()


MAX, MEAN = ((FORWARD, "", max_forward), (BACK, "", max_back)), ((FORWARD, "", mean_forward), (BACK, "", mean_back))

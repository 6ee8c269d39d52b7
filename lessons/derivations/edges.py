"""A small convolutional network whose filters were chosen by hand, so that you can see what they look for."""

import numpy as np
from sympy import Expr, IndexedBase

from core.initializers import initialize
from core.network import Network
from lessons.engine.algebra.indices import index, total
from lessons.engine.chain.equations import derive
from lessons.engine.proof.named_arrays import example
from lessons.engine.twins.definitions import W
from lessons.exercises import Asked, Context, equation

NETWORK = Network.from_text("1x28x28-conv4x3x3-relu-maxpool2-flatten-10")
TOP = np.array([[-1.0, -1, -1], [0, 0, 0], [1, 1, 1]]) / 3  # paper above, ink below
FILTERS = {"upper edge": TOP, "lower edge": -TOP, "left edge": TOP.T, "right edge": -TOP.T}


def parameters():
    """θ: these filters, and a dense layer as it starts."""
    start = initialize(NETWORK, "he", 0, np.float64)
    NETWORK.parameters[0].of(start)[:, 0] = np.stack([*FILTERS.values()])
    return start


def trace(x, labels):
    return NETWORK.trace(parameters(), x, labels)


def kept_pixel(context: Context) -> Asked:
    """Which pixel of a square the gradient goes to, on the student's digit."""
    a = trace(context.images[:1], context.labels[:1]).values[3][..., 0]  # (4, 26, 26)
    squares = a.reshape(4, 13, 2, 13, 2).transpose(0, 1, 3, 2, 4).reshape(4, 13, 13, 4)
    places = np.argwhere(np.sort(squares, axis=-1)[..., -1] > 1.5 * np.sort(squares, axis=-1)[..., -2])
    filter_, row, column = context.draw("pool").choice(places[squares.max(axis=-1)[tuple(places.T)] > 0.2])
    square = squares[filter_, row, column]
    names = ("upper left", "upper right", "lower left", "lower right")
    numbers = ", ".join(f"{name} {value:.2f}" for name, value in zip(names, square, strict=True))
    return Asked(
        f"On your {context.label}, max-pooling looks at one square of the map “{[*FILTERS][filter_]}”: {numbers}. The "
        "gradient that arrives there is 0.05. Which pixel does it go to?",
        (*names, "a quarter to each"),
        int(square.argmax()),
        f"The largest, {square.max():.2f}, was kept: it alone decides what the loss sees of this square.",
    )


def nine_products() -> Expr:
    """What a filter gives where it lies on the pixels x."""
    i, j = index("i", 3), index("j", 3)
    return total(IndexedBase("x")[i, j] * W[i, j], i, j)


def bias_gradient():
    """The gradient of the bias of a filter, over a mini-batch, as something to ask for."""
    small = Network.from_text("1x5x5-conv2x3x3-relu-flatten-3")
    (found,) = [e for e in derive(small) if e.name == "db1"]
    return equation(found.lhs, found.steps, lambda seed: example(small, 2 + seed, seed), "dz1 N")

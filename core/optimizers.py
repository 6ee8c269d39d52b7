"""The optimizers by name, and what happens to θ at a step of any of them."""

import numpy as np

from core.adaptive import AdaGrad, Adam, AdamW, RMSprop
from core.descent import SGD, Momentum, Nesterov, Optimizer
from core.threads import cut, each

OPTIMIZERS: dict[str, Optimizer] = {
    "sgd": SGD(),
    "momentum": Momentum(),
    "nesterov": Nesterov(),
    "adagrad": AdaGrad(),
    "rmsprop": RMSprop(),
    "adam": Adam(),
    "adamw": AdamW(),
}

PIECE = 131_072  # numbers: half a megabyte a vector, so that all of them stay in a cache
SHARED = 500_000  # numbers of θ and what is remembered of it: from here on threads share the pieces


def take_step(theta, optimizer: Optimizer, gradient, memory, t: int, lr: float) -> None:
    """One step of the optimizer, piece after piece of θ: the same numbers from a nearer memory."""

    def move_piece(piece) -> None:
        g, remembered, here = gradient[piece], [m[piece] for m in memory], theta[piece]
        move(here, optimizer.step(g, remembered, t, lr, here))

    pieces = cut(len(theta), len(theta) // PIECE + 1)
    if len(theta) * (1 + len(memory)) < SHARED:
        for piece in pieces:
            move_piece(piece)
    else:
        each(move_piece, pieces)


def move(theta, step) -> None:
    """θ ← θ + Δθ. Whatever learns, learns on this line."""
    theta += step


def clip(g, limit):
    """A gradient longer than `limit` is shortened to it, its direction kept; Pascanu et al. 2013."""
    length = np.sqrt(np.dot(g, g))
    return g * (limit / length) if length > limit else g


def flush_subnormals(memory) -> None:
    """Zero what has decayed to nothing: arithmetic on numbers below 1e-38 is many times slower."""
    for m in memory:
        m[np.abs(m) < 1e-30] = 0

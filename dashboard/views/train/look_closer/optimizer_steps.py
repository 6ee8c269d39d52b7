"""The same gradients through every optimizer, so that nothing but the optimizer differs."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np

from core.losses import one_hot
from core.optimizers import OPTIMIZERS

PIECE = 100_000  # entries of θ at a time
LONG_AFTER = 10**9  # steps, by when the bias of Adam's averages has gone: no correction is left


class Seen(NamedTuple):
    """What one optimizer makes of the gradients."""

    name: str
    watched: tuple[float, ...]  # the entries of Δθ that are asked for
    length: float
    agreement: float  # the cosine of the angle between Δθ and −g: 1 is straight downhill
    largest: float  # of the entries of Δθ, by magnitude


def gradients(network, theta, images, labels, batch: int, count: int):
    """∂L/∂θ of `count` batches in turn, all at the same θ."""
    found = []
    lowest = 1 + network.parameters[0].layer
    for k in range(count):
        rows = slice(k * batch, (k + 1) * batch)
        values = network.forward(theta, images[rows])
        y = one_hot(labels[rows], network.classes, theta.dtype)
        found.append(
            network.backward(theta, values, network.loss.gradient(network.loss.output(values[-1]), y), lowest)[1]
        )
    return found


def through(found, theta, lr: float, corrected: bool = True, watched: Sequence[int] = ()) -> list[Seen]:
    """The step Δθ that each optimizer takes on the last of the gradients, having seen those before it; a piece of θ at
    a time, as each entry goes its own way and Adam remembers twice as many numbers as θ has."""
    slope = float(np.linalg.norm(found[-1]))
    rows = []
    for name, optimizer in OPTIMIZERS.items():
        square = along = largest = 0.0
        entries: dict[int, float] = {}
        for start in range(0, len(theta), PIECE):
            piece = slice(start, start + PIECE)
            memory = optimizer.start(theta[piece])
            for t, g in enumerate(found, 1):
                step = optimizer.step(g[piece], memory, t if corrected else LONG_AFTER, lr, theta[piece])
            square += float(step @ step)
            along += float(step @ found[-1][piece])
            largest = max(largest, float(np.abs(step).max()))
            entries |= {k: float(step[k - start]) for k in watched if start <= k < start + PIECE}
        length = sqrt(square)
        agreement = -along / max(length * slope, 1e-30)
        rows.append(Seen(name, tuple(entries[k] for k in watched), length, agreement, largest))
    return rows


def steep_and_shallow(g) -> tuple[int, int]:
    """Two parameters to watch: the one with the largest gradient, and one with a gradient a tenth as large."""
    size = np.abs(g)
    return int(size.argmax()), int(np.abs(size - size.max() / 10).argmin())

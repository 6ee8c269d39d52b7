"""The same gradients through every optimizer, so that nothing but the optimizer differs."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.losses import one_hot
from core.optimizers import OPTIMIZERS

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
    """The step Δθ that each optimizer takes on the last of the gradients, having seen those before it."""
    rows = []
    for name, optimizer in OPTIMIZERS.items():
        memory = optimizer.start(theta)
        for t, g in enumerate(found, 1):
            step = optimizer.step(g, memory, t if corrected else LONG_AFTER, lr, theta)
        length, slope = float(np.linalg.norm(step)), float(np.linalg.norm(found[-1]))
        agreement = float(-(step @ found[-1]) / max(length * slope, 1e-30))
        rows.append(Seen(name, tuple(float(step[k]) for k in watched), length, agreement, float(np.abs(step).max())))
    return rows


def steep_and_shallow(g) -> tuple[int, int]:
    """Two parameters to watch: the one with the largest gradient, and one with a gradient a tenth as large."""
    size = np.abs(g)
    return int(size.argmax()), int(np.abs(size - size.max() / 10).argmin())

"""L2 takes a share of a weight, L1 an amount."""

import numpy as np
from sympy import Symbol

from core.network import Network
from core.optimizers import SGD
from core.regularizers import Penalty
from lessons.derivations.shrinking import RATE, STRENGTH
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.drawn import Curve, Plot

WEIGHTS = np.round(np.linspace(-1, 1, 41), 2)


def left(weight: float, l1: float = 0.0, l2: float = 0.0) -> float:
    """A weight that makes no difference to the loss, after a step of core under a penalty."""
    network, theta = Network.from_text("1-1"), np.array([weight, 0.0])
    return weight + float(SGD().step(Penalty(l1, l2).gradient(network, theta), (), 1, RATE)[0])


def shrinking_step() -> Adjustable:
    """How large a weight is, and what one step takes off it."""
    w, lr, strength = Symbol("w"), Symbol("lr"), Symbol("lambda_2")
    taken = {
        "L2": np.array([weight - left(weight, l2=STRENGTH) for weight in WEIGHTS]),
        "L1": np.array([weight - left(weight, l1=STRENGTH) for weight in WEIGHTS]),
    }

    def reading(weight: float, by_l2: float, by_l1: float) -> Reading:
        says = (
            f"Take a weight of [{weight:.2f}]{{drag}} that makes no difference to the loss. One step under L2 takes "
            f"off [{by_l2:.4f}]{{loss}}, the same share of every weight; under L1 it takes off [{by_l1:.4f}]{{loss}}, "
            "the same amount from every weight that is not zero. Under L2 it arrives at:"
        )
        numbers = {w: float(weight), lr: RATE, strength: STRENGTH}
        return Reading(
            says.replace("-", "−"),
            worked(Symbol("w'"), w * (1 - lr * strength), numbers, left(weight, l2=STRENGTH), w),
            ((float(weight), by_l2, "L2"), (float(weight), by_l1, "L1")),
        )

    curves = tuple(Curve(name, WEIGHTS, taken[name], role) for name, role in (("L2", "parameter"), ("L1", "value")))
    caption = f"What a step takes off a weight: learning rate {RATE:g}, strength {STRENGTH:g}."
    plot = Plot(curves, "weight w", "taken off", caption)
    return Adjustable("The weight", tuple(map(reading, WEIGHTS, taken["L2"], taken["L1"])), 28, plot)

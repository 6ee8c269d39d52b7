"""A gradient is a promise about one number: it holds for small changes, and for how small shows in the curve."""

import numpy as np
from sympy import IndexedBase, Symbol

from core.checks import complex_step, loss_at
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.drawn import Curve, Plot
from lessons.page.example import Example

CHANGES = np.round(np.linspace(-2, 2, 41), 1)


def nudge(digit: Example) -> Adjustable:
    """One weight of the first layer, the loss after it has changed, and what its gradient promised."""
    arrays, network, theta = digit.arrays, digit.network, digit.trace.theta
    x, labels = arrays["x"], np.array([digit.label])
    j = int(np.abs(arrays["dz1"][0]).argmax())
    i = int(arrays["x"][0].argmax())
    first = network.parameters[0]
    direction = np.zeros(network.size)
    first.of(direction)[i, j] = 1.0
    slope, loss = float(arrays["dW1"][i, j]), float(digit.trace.loss)
    measured = complex_step(network, theta, x, labels, direction)
    losses = np.array([float(loss_at(network, theta + by * direction, x, labels)) for by in CHANGES])
    L, dW, h = Symbol("L"), IndexedBase("dW1")[i, j], Symbol("h")
    line = L + dW * h
    promised = [float(line.xreplace({L: loss, dW: slope, h: float(by)})) for by in CHANGES]

    def reading(by: float, after: float) -> Reading:
        return Reading(
            f"Change the weight from pixel {i} to unit {j} by [{by:+.1f}]{{drag}}, and let the network read the digit "
            f"again. Its loss was {loss:.3f} and is [{after:.3f}]{{loss}}. The gradient alone promised:".replace(
                "-", "−"
            ),
            worked(None, line, {L: loss, dW: slope, h: float(by)}, loss + measured * by, h),
            ((float(by), after, f"{after:.3f}"), (float(by), loss + slope * by, "")),
        )

    plot = Plot(
        (Curve("loss", CHANGES, losses, "loss"), Curve("promised", CHANGES, promised, "gradient")),
        "change h of the weight",
        "loss",
        "What the loss does, and what one gradient promises.",
    )
    return Adjustable("The change of the weight", tuple(map(reading, CHANGES, losses)), len(CHANGES) // 2 + 5, plot)

"""In a normalised mini-batch no digit stands alone: to change one is to change what all the others become."""

import numpy as np
from sympy import IndexedBase, sqrt

from core.batchnorm import BatchNorm
from lessons.engine.twins.normalization import EPSILON
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.drawn import Curve, Plot

SUMS = np.round(np.linspace(-4, 4, 41), 1)


def one_of_eight(z, unit: int) -> Adjustable:
    """The sum of one unit on the first digit of a mini-batch; `z` (8, units) are the sums as they are."""
    layer = BatchNorm()
    batches = [np.concatenate([[value], z[1:, unit]])[:, None] for value in SUMS]
    normal = np.array([layer.normal(batch)[0][:, 0] for batch in batches])  # (41, 8)
    own, mean, variance = IndexedBase("z1")[0, unit], IndexedBase("mu1")[unit], IndexedBase("var1")[unit]
    formula = (own - mean) / sqrt(variance + EPSILON)
    second = int(np.abs(z[1:, unit]).argmax()) + 1

    def reading(value, batch, found) -> Reading:
        mu, var = (float(part[0]) for part in layer.statistics(batch))
        numbers = {own: float(value), mean: mu, variance: var, EPSILON: layer.epsilon}
        says = (
            f"Suppose that unit {unit} summed your digit up to [{value:.1f}]{{drag}}. The mean of the eight is then "
            f"[{mu:.2f}]{{value}}, their variance [{var:.2f}]{{value}}; and digit {second}, of which nothing has "
            f"changed, is now normalised to [{found[second]:.2f}]{{value}}. Your digit becomes:"
        )
        return Reading(
            says.replace("-", "−"),
            worked(IndexedBase("xhat1")[0, unit], formula, numbers, float(found[0]), own),
            ((float(value), float(found[0]), ""), (float(value), float(found[second]), "")),
        )

    others = [k for k in range(1, len(z)) if k != second]
    curves = (
        Curve("your digit", SUMS, normal[:, 0], "value"),
        Curve(f"digit {second}", SUMS, normal[:, second], "parameter"),
        *(Curve("", SUMS, normal[:, k], "faint") for k in others),
    )
    plot = Plot(curves, "sum of your digit", "normalised", "All eight digits, while the sum of yours changes.")
    start = int(np.abs(SUMS - z[0, unit]).argmin())
    return Adjustable(f"The sum of unit {unit} on your digit", tuple(map(reading, SUMS, batches, normal)), start, plot)

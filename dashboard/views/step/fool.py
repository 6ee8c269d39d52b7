"""Many small moves add up: every pixel goes ε up or down, whichever raises the loss, and the reading turns over.

    x′ = x + ε · sign(∂L/∂x), no pixel beyond paper or full ink

ε is a share of the way from paper to ink. In a linear unit with weights w the moves add up to ε · Σ|w_i|, and there are
784 of them (Goodfellow, Shlens and Szegedy, “Explaining and Harnessing Adversarial Examples”, 2015, sections 3 and 4).
"""

from typing import Any

import numpy as np

from core.datasets.digits import Scale
from core.network import Trace


def ends(scale: Scale) -> tuple[Any, Any]:
    """What paper and full ink are on the scale of x: one number for all pixels, or one for each."""
    return scale.apply(np.float64(0)), scale.apply(np.float64(1))


def fooled(trace: Trace, scale: Scale, epsilon: float) -> Any:
    """x′, of the shape of x, from a pass on x. A number changed by hand beyond paper or ink stays there."""
    x, (paper, full) = trace.values[0], ends(scale)
    moved = x + epsilon * (full - paper) * np.sign(trace.grads[0])
    return np.clip(moved, np.minimum(x, paper), np.maximum(x, full))

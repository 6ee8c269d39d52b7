"""A nudged weight has the loss of a pass with it."""

import numpy as np
import pytest

from core.losses import SoftmaxCrossEntropy
from lessons.derivations.dragged.nudge import CHANGES, nudge
from lessons.page.example import misread
from tests.support.readings import holds, marked


def test_the_loss_is_that_of_a_pass_with_this_weight():
    digit, block = misread(), nudge(misread())
    assert holds(block)
    W1 = digit.arrays["W1"].copy()
    W1[int(digit.arrays["x"][0].argmax()), int(np.abs(digit.arrays["dz1"][0]).argmax())] -= 1.0
    theta = np.concatenate([W1.ravel(), digit.trace.theta[W1.size :]])
    z = digit.network.forward(theta, digit.arrays["x"])[-1]
    loss = float(SoftmaxCrossEntropy().value(z, digit.trace.y))
    (at,) = np.flatnonzero(CHANGES == -1.0)
    assert marked(block.readings[at], "loss") == [pytest.approx(loss, abs=0.0005)]

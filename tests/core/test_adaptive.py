"""What is adaptive about an optimizer: the size of a gradient hardly matters, its history does."""

import numpy as np
import pytest

from core.adaptive import AdaGrad, Adam, AdamW, RMSprop


@pytest.mark.parametrize("optimizer", [AdaGrad(), RMSprop(), Adam()], ids=lambda o: type(o).__name__)
def test_each_parameter_takes_a_step_of_its_own_rate(optimizer):
    g = np.array([1e-3, -1.0, 1e3])
    step = optimizer.step(g, optimizer.start(g), 1, 0.1)
    np.testing.assert_allclose(step, step[2] * np.sign(g), rtol=1e-4)


def test_what_has_moved_far_moves_less():
    optimizer, g = AdaGrad(), np.ones(1)
    memory = optimizer.start(g)
    steps = [-float(optimizer.step(g, memory, t, 0.1)[0]) for t in range(1, 6)]
    np.testing.assert_allclose(steps, [0.1 / t**0.5 for t in range(1, 6)], rtol=1e-6)


def test_weight_decay_is_not_divided_by_the_gradients():
    g, theta = np.zeros(2), np.array([3.0, -2.0])
    optimizer = AdamW(decay=0.1)
    np.testing.assert_allclose(optimizer.step(g, optimizer.start(g), 1, 0.5, theta), -0.5 * 0.1 * theta)

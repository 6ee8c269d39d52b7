"""Every optimizer against its paper's recurrence, written out one number at a time."""

from math import sqrt

import numpy as np
import pytest

from core.optimizers import OPTIMIZERS

LR = 0.1


def sgd(gradients):
    for g in gradients:
        yield -LR * g


def momentum(gradients, beta=0.9):
    v = 0.0
    for g in gradients:
        v = beta * v + g
        yield -LR * v


def adam(gradients, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        yield -LR * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + epsilon)


PAPERS = {"sgd": sgd, "momentum": momentum, "adam": adam}


def test_every_optimizer_has_its_paper_here():
    assert set(PAPERS) == set(OPTIMIZERS)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_recurrence(name):
    optimizer, rng = OPTIMIZERS[name], np.random.default_rng(0)
    gradients = rng.standard_normal((12, 5))
    memory = tuple(np.zeros(5) for _ in range(optimizer.memories))
    steps = [optimizer.step(g.copy(), memory, t, LR) for t, g in enumerate(gradients, 1)]
    for k in range(5):
        expected = list(PAPERS[name](gradients[:, k].tolist()))
        np.testing.assert_allclose([step[k] for step in steps], expected, rtol=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_single_precision_stays_single_and_the_gradient_is_left_alone(name):
    optimizer, g = OPTIMIZERS[name], np.array([0.5, -0.25], np.float32)
    g.flags.writeable = False
    memory = tuple(np.zeros(2, np.float32) for _ in range(optimizer.memories))
    step = optimizer.step(g, memory, 1, LR)
    assert step.dtype == np.float32
    assert (step * g < 0).all()  # downhill

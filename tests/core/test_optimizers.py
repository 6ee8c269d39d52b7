"""Every optimizer against its paper's recurrence, written out one number at a time."""

from math import sqrt

import numpy as np
import pytest

from core.descent import SGD
from core.optimizers import OPTIMIZERS, PIECE, clip, flush_subnormals, take_step

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


def nesterov(gradients, beta=0.9):
    """Sutskever et al. 2013, eqs. 3 and 4, read at the point looked ahead to: φ = θ + β v."""
    v, theta = 0.0, 0.0
    for g in gradients:
        before = theta + beta * v
        v = beta * v - LR * g
        theta += v
        yield theta + beta * v - before


def adagrad(gradients, epsilon=1e-8):
    s = 0.0
    for g in gradients:
        s += g**2
        yield -LR * g / (sqrt(s) + epsilon)


def rmsprop(gradients, rho=0.9, epsilon=1e-8):
    s = 0.0
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        yield -LR * g / (sqrt(s) + epsilon)


def adamw(gradients, theta=0.7, decay=0.01):
    for step in adam(gradients):
        change = step - LR * decay * theta
        theta += change
        yield change


PAPERS = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
}


def test_every_optimizer_has_its_paper_here():
    assert set(PAPERS) == set(OPTIMIZERS)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_recurrence(name):
    optimizer, rng = OPTIMIZERS[name], np.random.default_rng(0)
    gradients = rng.standard_normal((12, 5))
    taken, theta = [], np.full(5, 0.7)
    memory = optimizer.start(theta)
    for t, g in enumerate(gradients, 1):
        taken.append(optimizer.step(g.copy(), memory, t, LR, theta))
        theta = theta + taken[-1]
    for k in range(5):
        expected = list(PAPERS[name](gradients[:, k].tolist()))
        np.testing.assert_allclose([step[k] for step in taken], expected, rtol=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_single_precision_stays_single_and_the_gradient_is_left_alone(name):
    optimizer, g = OPTIMIZERS[name], np.array([0.5, -0.25], np.float32)
    g.flags.writeable = False
    memory = optimizer.start(g)
    step = optimizer.step(g, memory, 1, LR, np.zeros(2, np.float32))
    assert step.dtype == np.float32
    assert (step * g < 0).all()  # downhill


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_in_pieces_it_is_the_same_step(name):
    optimizer, rng, size = OPTIMIZERS[name], np.random.default_rng(0), 2 * PIECE + 77
    theta = rng.standard_normal(size)
    moved, memories = theta.copy(), [optimizer.start(theta) for _ in range(2)]
    for t in (1, 2, 3):
        g = rng.standard_normal(size)
        theta = theta + optimizer.step(g, memories[0], t, LR, theta)
        take_step(moved, optimizer, g, memories[1], t, LR)
        np.testing.assert_array_equal(moved, theta)
        for whole, in_pieces in zip(*memories, strict=True):
            np.testing.assert_array_equal(in_pieces, whole)


def test_only_pieces_are_ever_asked_of_an_optimizer():
    """So that g, θ and the memories of a piece stay in a cache together."""
    asked = []

    class Watched(SGD):
        def step(self, g, memory, t, lr, theta=None):
            asked.append(len(g))
            return super().step(g, memory, t, lr, theta)

    take_step(np.zeros(2 * PIECE + 77), Watched(), np.ones(2 * PIECE + 77), (), 1, LR)
    assert sum(asked) == 2 * PIECE + 77
    assert max(asked) <= PIECE


def test_clipping_keeps_the_direction():
    g = np.array([3.0, -4.0])
    np.testing.assert_allclose(clip(g, 1.0), [0.6, -0.8], rtol=1e-14)
    assert clip(g, 5.0) is g


def test_what_decayed_to_nothing_is_nothing():
    memory = (np.array([1e-31, -1e-31, 1e-29, -2.0, 0.0]),)
    flush_subnormals(memory)
    assert memory[0].tolist() == [0, 0, 1e-29, -2.0, 0]

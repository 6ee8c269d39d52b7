"""The ways down the valley are those of core's optimizers, and the lesson's words about them hold."""

import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from core.optimizers import OPTIMIZERS
from lessons.derivations.valley import CURVATURES, NAMES, STEPS, SUITS, first_steps, further, loss, path, runs
from lessons.exercises import Context


def test_plain_descent_multiplies_each_weight_by_its_own_factor():
    way = path("sgd", SUITS["sgd"], 9)
    np.testing.assert_allclose(way[-1], (1 - SUITS["sgd"] * CURVATURES) ** 9, rtol=1e-12)
    assert loss(path("sgd", 2.02 / CURVATURES.max(), 60)[-1]) > loss(way[0]) > loss(way[-1])


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_comes_down_at_the_rate_that_suits_it(name):
    way = path(name, SUITS[name], 60)
    assert loss(way[-1]) < 0.02 * loss(way[0])


def test_plain_descent_is_ahead_at_first_and_last_in_the_end():
    plain, *others = (path(name, SUITS[name], STEPS) for name in ("sgd", "momentum", "rmsprop", "adam"))
    assert all(loss(plain[20]) < loss(other[20]) for other in others)
    assert all(loss(plain[-1]) > 10 * loss(other[-1]) for other in others)


def test_adam_moves_by_the_learning_rate_only_while_the_gradient_stays():
    adam, lr = OPTIMIZERS["adam"], 0.1
    for signs, least, most in ((np.ones(40), 0.99 * lr, 1.01 * lr), ((-1.0) ** np.arange(40), 0, 0.1 * lr)):
        memory = adam.start(np.zeros(2))
        for t, sign in enumerate(signs, 1):
            moved = np.abs(adam.step(sign * np.array([3.0, 0.02]), memory, t, lr, np.zeros(2)))
        assert np.all((least <= moved) & (moved <= most))


def test_adam_moves_large_and_small_gradients_alike_at_first():
    moves = first_steps(np.array([3.0, -0.001]), 0.01)
    np.testing.assert_allclose(moves["adam"], [-0.01, 0.01], rtol=1e-4)
    np.testing.assert_allclose(moves["sgd"], moves["momentum"])
    assert abs(moves["rmsprop"][0]) > 3 * 0.01


def test_real_training_falls_with_each():
    assert all(losses[-5:].mean() < 0.6 * losses[:5].mean() for losses in runs().values())


@pytest.mark.parametrize("seed", range(4))
def test_the_exercise_says_which_weight_moves_further(seed):
    network, rng = Network.from_text("784-5-tanh-10"), np.random.default_rng(0)
    asked = further(
        Context(network, initialize(network, "he", 0, np.float64), rng.random((2, 784)), np.array([1, 2]), seed)
    )
    assert asked.right == (2 if "Adam" in asked.prompt else 0)

"""The variance that each rule asks for keeps a signal at its size."""

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.network import Network
from lessons.derivations.initialization import he, lecun, variance_of_a_sum, xavier
from lessons.engine.algebra.numbers import evaluate


def test_the_variance_of_a_sum_is_what_draws_show():
    rng, numbers = np.random.default_rng(0), {"D": 30, "v": 0.07, "q": 1.0}
    drawn = (rng.standard_normal((200_000, 30)) * np.sqrt(0.07) * rng.choice([-1, 1], 30)).sum(axis=1)
    assert drawn.var() == pytest.approx(evaluate(variance_of_a_sum().rhs, numbers), rel=0.02)


def test_he_takes_twice_what_lecun_takes_and_xavier_lies_between():
    numbers = {"D": 40, "H": 10}
    by_lecun, by_he, by_xavier = (float(evaluate(rule().rhs, numbers)) for rule in (lecun, he, xavier))
    assert by_he == pytest.approx(2 * by_lecun)
    assert pytest.approx(by_lecun) == 1 / 40
    assert 1 / 40 < by_xavier < 1 / 10


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_from_zeros_only_the_last_biases_learn_where_zero_stays_zero(activation):
    network = Network.from_text(f"6-4-{activation}-4-{activation}-3")
    theta, rng = np.zeros(network.size), np.random.default_rng(0)
    x, labels = rng.random((5, 6)), np.array([0, 1, 1, 2, 1])
    for _ in range(5):
        theta = theta - 0.5 * network.trace(theta, x, labels).gradient
    learnt = {p.name for p in network.parameters if np.any(p.of(theta))}
    assert learnt == {"b3"} if ACTIVATIONS[activation].f(np.zeros(1)) == 0 else "W3" in learnt
    first, *others = network.parameters[2].of(theta).T  # the weights into each unit of the second layer
    assert all(np.array_equal(first, other) for other in others)

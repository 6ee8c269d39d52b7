"""Each layer multiplies a mean square by the derived factor, and a planted error is found."""

import numpy as np
import pytest

from core.network import Network
from lessons.derivations import depth
from lessons.derivations.depth import deep, grows_or_dies, root_mean_squares, theta_of
from lessons.engine.numbers import evaluate
from lessons.exercises import Context

DERIVATIONS = [depth.backward_sum, depth.through_layers, depth.sigmoid_slope]


@pytest.mark.parametrize("derivation", DERIVATIONS)
def test_every_derivation_is_proved(derivation):
    assert derivation().prove().proved


@pytest.mark.parametrize("derivation", DERIVATIONS)
@pytest.mark.parametrize("mutate", [lambda e: -e, lambda e: 2 * e, lambda e: (1 + 1e-10) * e])
def test_a_planted_error_is_found(derivation, mutate, monkeypatch):
    monkeypatch.setattr(depth, "evaluate", lambda e, *rest: evaluate(mutate(e), *rest))
    assert not derivation().prove().proved


def test_with_relu_each_layer_multiplies_by_what_its_weights_are_multiplied_by():
    network, rng = deep("relu"), np.random.default_rng(0)
    x, labels = rng.random((4, 784)), np.arange(4)
    (plain, _), (larger, _) = (root_mean_squares(network, theta_of(network, "he", times), x, labels) for times in (1, 1.1))
    np.testing.assert_allclose(larger / plain, 1.1 ** np.arange(1, 21), rtol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_the_exercise_says_what_the_network_does(seed):
    context = Context(Network.from_text("784-10"), np.zeros(7850), np.random.default_rng(1).random((3, 784)), np.arange(3), seed)
    asked = grows_or_dies(context)
    times = float(asked.prompt.split("multiplied by ")[1].split(".  ")[0].split(". W")[0])
    assert asked.right == (0 if times < 1 else 2)

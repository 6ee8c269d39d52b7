"""What is derived about gradient descent is what core's steps do, and a planted error is found."""

import numpy as np
import pytest

from core.losses import Quadratic
from core.network import Network
from lessons.derivations import descent
from lessons.derivations.descent import descend, edge_on
from lessons.engine.numbers import evaluate

DERIVATIONS = [descent.bowl, descent.one_step, descent.many_steps, descent.change_of_loss, descent.error_after_step]


@pytest.mark.parametrize("derivation", DERIVATIONS)
def test_every_derivation_is_proved(derivation):
    assert derivation().prove().proved


@pytest.mark.parametrize("derivation", DERIVATIONS)
@pytest.mark.parametrize("mutate", [lambda e: -e, lambda e: 2 * e, lambda e: (1 + 1e-10) * e])
def test_a_planted_error_is_found(derivation, mutate, monkeypatch):
    monkeypatch.setattr(descent, "evaluate", lambda e, *rest: evaluate(mutate(e), *rest))
    assert derivation().prove().errors["core"] > 1e-12


def test_below_the_edge_of_a_digit_the_loss_falls_and_above_it_rises():
    network, x = Network.from_text("784-10", Quadratic()), np.random.default_rng(0).random((1, 784))
    for share, falls in ((0.5, True), (0.999, True), (1.001, False)):
        run = descend(network, np.zeros(network.size), x, [3], share * edge_on(x), 4)
        assert (run[4].loss < run[0].loss) == falls
        assert len(run) == 5

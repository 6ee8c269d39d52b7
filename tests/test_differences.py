"""What is derived about measured slopes is what core measures, and a planted error is found."""

import numpy as np
import pytest

from core.network import Network
from lessons.derivations import differences
from lessons.derivations.differences import both_sides
from lessons.engine.numbers import evaluate

DERIVATIONS = [
    differences.one_sided,
    differences.central,
    differences.imaginary,
    differences.round_off,
    differences.error,
    differences.best_step,
]


@pytest.mark.parametrize("derivation", DERIVATIONS)
def test_every_derivation_is_proved(derivation):
    assert derivation().prove().proved


@pytest.mark.parametrize("derivation", DERIVATIONS)
@pytest.mark.parametrize("mutate", [lambda e: -e, lambda e: 2 * e, lambda e: (1 + 1e-10) * e])
def test_a_planted_error_is_found(derivation, mutate, monkeypatch):
    own = derivation()  # solved before the error is planted
    monkeypatch.setattr(differences, "evaluate", lambda e, *rest: evaluate(mutate(e) if e == own.rhs else e, *rest))
    assert not own.prove().proved


def test_a_unit_that_passes_its_kink_is_counted():
    network = Network.from_text("1-2-relu-2")
    theta = np.array([1.0, 1, 0.01, 5, 1, 2, 3, 4, 0, 0])  # both units at their bias, where the input is zero
    direction = np.array([0.0, 0, 1, 1, 0, 0, 0, 0, 0, 0])
    losses, changed = both_sides(network, theta, np.zeros((1, 1)), [0], direction, [0.1, 0.001])
    assert changed == [1, 0]
    assert losses.shape == (2, 2)

"""Under a constant gradient the derived memories are those of core's optimizers."""

import pytest

from core.optimizers import Adam, Momentum
from lessons.derivations.optimizers import (
    NUMBERS,
    adam_step,
    last_step,
    memory_after,
    momentum_limit,
    momentum_velocity,
    moving_average,
)
from lessons.engine.algebra.numbers import evaluate


def test_velocity_grows_towards_its_limit():
    end = float(evaluate(momentum_limit().rhs, NUMBERS))
    assert end == pytest.approx(10 * NUMBERS["g"])
    sizes = [abs(memory_after(Momentum(), steps)[0][0][0]) for steps in (1, 5, 50)]
    assert sizes == sorted(sizes)
    assert sizes[-1] < abs(end)
    assert evaluate(momentum_velocity().rhs, NUMBERS) == pytest.approx(memory_after(Momentum())[0][0][0])


def test_an_average_starts_too_small_and_adam_makes_up_for_it():
    assert abs(evaluate(moving_average().rhs, NUMBERS)) < abs(NUMBERS["g"])
    assert last_step(Adam()) == pytest.approx(float(evaluate(adam_step().rhs, NUMBERS)))
    assert abs(last_step(Adam())) == pytest.approx(NUMBERS["lr"], rel=1e-6)

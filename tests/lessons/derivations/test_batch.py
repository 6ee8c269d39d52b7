"""A mini-batch's gradient is the mean of its digits' own, and its error falls as it grows."""

from itertools import combinations

import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from lessons.derivations.batch import (
    DIGITS,
    POPULATION,
    four_times,
    main_directions,
    own_gradients,
    root_mean_square_error,
    squared_error_of_pairs,
    without_return,
)
from lessons.exercises import Context
from lessons.page.digits import first_digits

ROWS = np.random.default_rng(0).standard_normal((40, 3)) ** 3


def test_own_gradients_are_those_of_each_digit_alone():
    network = Network.from_text("784-5-tanh-4-tanh-10")
    theta = initialize(network, "xavier", 1, np.float64)
    rows = own_gradients(network, theta)
    images, labels = first_digits(DIGITS)
    weights = network.parameters[-2]
    for k in (0, 3, DIGITS - 1):
        alone = network.trace(theta, images[k : k + 1], labels[k : k + 1]).gradient[weights.start : weights.stop]
        assert np.allclose(rows[k], alone, rtol=1e-12)


def test_main_directions_hold_most_of_the_spread():
    rows = np.random.default_rng(1).standard_normal((200, 5)) * [0.1, 5.0, 0.1, 3.0, 0.1]
    found = main_directions(rows)
    assert np.abs(np.corrcoef(found[:, 0], rows[:, 1])[0, 1]) > 0.95
    assert np.abs(np.corrcoef(found[:, 1], rows[:, 3])[0, 1]) > 0.95
    assert found.var(axis=0).sum() <= rows.var(axis=0).sum() * (1 + 1e-12)


def test_the_error_of_pairs_is_half_the_spread():
    every = [(ROWS[i] + ROWS[j]) / 2 - ROWS.mean(axis=0) for i in range(40) for j in range(40)]
    assert squared_error_of_pairs(ROWS) == pytest.approx(np.mean(np.sum(np.square(every), axis=1)))
    assert squared_error_of_pairs(ROWS) == pytest.approx(ROWS.var(axis=0).sum() / 2)


@pytest.mark.parametrize("size", [2, 3])
def test_without_return_the_error_is_smaller_than_the_spread_over_the_size(size):
    assert without_return(size) < 1e-12
    means = np.mean([*combinations(POPULATION, size)], axis=1)
    assert np.mean((means - POPULATION.mean()) ** 2) < 0.9 * POPULATION.var() / size


def test_the_sampled_error_falls_as_one_over_the_square_root():
    expected = np.sqrt(ROWS.var(axis=0).sum())
    assert root_mean_square_error(ROWS, 16) == pytest.approx(expected / 4, rel=0.1)


def test_four_times_as_many_for_half_the_error():
    seen = set()
    for seed in range(12):
        asked = four_times(Context(Network.from_text("784-10"), None, np.zeros((1, 784)), np.array([0]), seed))
        factor = int(asked.prompt.split("become ")[1].split()[0])
        assert asked.options[asked.right] == f"{factor**2} times as many"
        assert len(set(asked.options)) == 3
        seen.add(factor)
    assert len(seen) > 1

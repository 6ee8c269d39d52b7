"""Estimates rest on real steps: they grow with the work, and uphill is noticed."""

from dataclasses import replace

import numpy as np
import pytest

from core.config import Config
from core.datasets import Split
from dashboard.runs.estimate import first_losses, learned_from, megabytes, rises, seconds_per_step, total_steps

SMALL = Config(network="784-16-relu-10")


@pytest.fixture(scope="module")
def digits():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, 500)
    return Split((rng.random((10, 784)) < 0.2).astype(np.float32)[labels], labels)


def test_a_larger_network_takes_longer_and_needs_more():
    large = replace(SMALL, network="784-1024-relu-1024-relu-10")
    assert seconds_per_step(large) > 3 * seconds_per_step(SMALL)
    assert megabytes(large) > megabytes(SMALL) + 40


def test_a_full_batch_is_timed_without_being_computed():
    assert 0.01 < seconds_per_step(replace(SMALL, batch_size=60_000)) < 10


def test_steps_are_counted_over_the_digits_that_are_left():
    assert total_steps(Config()) == 5 * 430
    assert learned_from(replace(SMALL, examples=1_000)) == 1_000
    assert total_steps(replace(SMALL, validation=0, batch_size=60_000, epochs=3)) == 3


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_rate_past_the_edge_is_noticed_and_a_good_one_is_not(digits):
    assert not rises(first_losses(SMALL, digits))
    wild = replace(SMALL, network="784-16-identity-16-identity-10", optimizer="sgd", learning_rate=20.0)
    assert rises(first_losses(wild, digits))


def test_uphill_is_half_again_as_high_at_the_end():
    assert rises(np.array([2.0] * 10 + [3.2] * 5))
    assert not rises(np.array([2.0] * 10 + [2.8] * 5))
    assert rises(np.array([2.0, np.inf]))


def test_a_loss_that_shot_up_and_came_back_to_its_start_is_uphill():
    assert rises(np.array([2.4, 1e7, 50.0] + [2.31] * 5))
    assert not rises(np.array([2.4, 14.0, 3.0] + [1.0] * 5))


def test_trial_steps_stop_when_told(digits):
    assert len(first_losses(replace(SMALL, batch_size=100), digits, 7)) == 7

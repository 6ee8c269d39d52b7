"""Uphill is noticed, from real steps."""

from dataclasses import replace

import numpy as np
import pytest

from core.config import Config
from core.datasets import Split
from dashboard.runs.uphill import first_losses, rises

SMALL = Config(network="784-16-relu-10")


@pytest.fixture(scope="module")
def digits():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, 500)
    return Split((rng.random((10, 784)) < 0.2).astype(np.float32)[labels], labels)


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

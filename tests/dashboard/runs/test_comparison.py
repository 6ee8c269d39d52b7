"""Only what differs is listed, and runs part where their numbers do."""

import numpy as np

from core.config import Config
from dashboard.runs.comparison import differing, parting


def test_only_settings_that_differ_are_listed():
    assert differing([Config(), Config(learning_rate=0.1, optimizer="sgd"), Config()]) == {
        "Learning rate": ["0.005", "0.1", "0.005"],
        "Optimizer": ["Adam", "SGD", "Adam"],
    }
    assert differing([Config(), Config()]) == {}


def test_runs_part_at_the_first_number_that_is_not_the_same():
    one = np.array([3.0, 2.0, 1.0])
    assert parting(one, one + np.array([0, 0, 1e-12])) == 3
    assert parting(one, np.array([3.0, 2.0])) is None
    assert parting(one, np.array([])) is None

"""A run is a value: it starts, is copied, and ends."""

import numpy as np
import pytest

from core.training import Run
from tests.core.test_training import CONFIG, finish, same


def test_a_finished_run_has_nothing_left_to_do():
    run = Run.start(CONFIG)
    finish(run)
    assert finish(run) == []


def test_a_copy_is_independent():
    run = Run.start(CONFIG)
    copy = run.copy()
    finish(run)
    same(copy, Run.start(CONFIG))


def test_a_theta_of_the_wrong_size_is_refused():
    with pytest.raises(ValueError, match="parameters"):
        Run.start(CONFIG, theta=np.zeros(5))

"""An optimizer's memory belongs to whoever trains."""

import numpy as np
import pytest

from core.descent import SGD, Optimizer
from core.optimizers import OPTIMIZERS


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_starts_with_nothing_to_remember_in_the_precision_of_theta(optimizer, dtype):
    theta = np.ones(7, dtype)
    memory = optimizer.start(theta)
    assert len(memory) == optimizer.memories
    assert all(m.dtype == dtype and m.shape == theta.shape and not m.any() for m in memory)
    assert not any(np.shares_memory(m, theta) for m in memory)


def test_plain_descent_goes_against_the_slope():
    assert SGD().step(np.array([2.0, -1.0]), (), 1, 0.5).tolist() == [-1.0, 0.5]
    assert isinstance(SGD(), Optimizer)

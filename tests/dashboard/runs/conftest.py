"""A store of its own for each test, and made-up digits in place of MNIST."""

import numpy as np
import pytest

from core.datasets import Digits, Split
from dashboard.runs import worker
from dashboard.runs.store import open_store


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    with open_store() as store:
        yield store


@pytest.fixture
def some():
    """Two hundred made-up digits."""
    rng = np.random.default_rng(0)
    return Split(rng.random((200, 784), np.float32), rng.integers(0, 10, 200))


@pytest.fixture
def digits(monkeypatch, some):
    """What a worker loads in place of MNIST."""
    digits = Digits(some, some, some)
    monkeypatch.setattr(worker, "to_learn_from", lambda config, progress: digits)
    return digits

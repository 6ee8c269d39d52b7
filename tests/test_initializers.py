"""Every initialisation: its mean and spread, that biases start at zero, that a seed repeats it."""

import numpy as np
import pytest

from core.initializers import INITIALIZERS, initialize
from core.network import Network

NETWORK = Network.from_text("400-300-relu-10")
SPREADS = {"he": np.sqrt(2 / 400), "xavier": np.sqrt(2 / 700)}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_mean_and_spread(name):
    W1, b1 = NETWORK.unpack(initialize(NETWORK, name, seed=0, dtype=np.float64))[0]
    assert W1.std() == pytest.approx(SPREADS[name], rel=0.02)  # 120,000 draws: 0.2 % is one sigma
    assert abs(W1.mean()) < 5 * SPREADS[name] / np.sqrt(W1.size)
    assert not b1.any()


@pytest.mark.parametrize("name", INITIALIZERS)
def test_a_seed_repeats_it(name):
    first, again, other = (initialize(NETWORK, name, seed) for seed in (5, 5, 6))
    assert first.dtype == np.float32
    assert (first == again).all()
    assert (first != other).any()

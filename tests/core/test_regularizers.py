"""Penalties against measured slopes, and max-norm against the lengths it promises."""

import numpy as np
import pytest

from core.network import Network
from core.regularizers import WHO, MaxNorm, Penalty
from tests.support.slopes import assert_gradient

NETWORK = Network.from_text("1x6x6-conv2x3x3-bn-flatten-5-relu-3")
RNG = np.random.default_rng(0)
THETA = RNG.standard_normal(NETWORK.size)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0), (0, 0.7), (0.3, 0.7)])
def test_gradient(who, l1, l2):
    penalty = Penalty(l1, l2, who)
    assert_gradient(lambda theta: penalty.value(NETWORK, theta), THETA, penalty.gradient(NETWORK, THETA), RNG)


@pytest.mark.parametrize(
    ("who", "names"), [("weights", "W1 W2 W3"), ("biases", "b1 b2 b3"), ("both", "W1 b1 W2 b2 W3 b3")]
)
def test_only_those_that_are_meant(who, names):
    gradient = Penalty(0.5, 0.5, who).gradient(NETWORK, THETA)
    assert [p.name for p in NETWORK.parameters if gradient[p.start : p.stop].any()] == names.split()  # never γ and β


def test_penalty_is_its_sum_written_out():
    network = Network.from_text("2-1")
    assert Penalty(0.1, 0.4, "both").value(network, np.array([3.0, -2.0, 1.0])) == pytest.approx(0.1 * 6 + 0.2 * 14)


def test_max_norm_cuts_the_weights_into_each_unit():
    after, plain = NETWORK.unpack(THETA + MaxNorm(1.5).step(NETWORK, THETA)), NETWORK.unpack(THETA)
    for layer, axis in [(1, (1, 2, 3)), (4, 0), (6, 0)]:
        before, now = (np.sqrt((part[layer][0] ** 2).sum(axis=axis)) for part in (plain, after))
        np.testing.assert_allclose(now, np.minimum(before, 1.5), rtol=1e-12)
        assert (before > 1.5).any()
        np.testing.assert_array_equal(after[layer][1], plain[layer][1])

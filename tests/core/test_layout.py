"""Where in θ each parameter lives, and what everything is called."""

import numpy as np

from core.network import Network
from tests.core.test_network import small


def test_names_and_places():
    network = Network.from_text("784-128-relu-64-relu-10")
    assert network.wires == ("x", "z1", "a1", "z2", "a2", "z3")
    assert network.numbers == (1, 1, 2, 2, 3)
    assert [p.name for p in network.parameters] == ["W1", "b1", "W2", "b2", "W3", "b3"]
    assert network.size == 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10
    assert [p.start for p in network.parameters[1:]] == [p.stop for p in network.parameters[:-1]]
    theta = np.arange(network.size)
    W2 = network.unpack(theta)[2][0]
    assert W2[3, 5] == network.parameters[2].start + 3 * 64 + 5
    assert W2.base is theta


def test_names_are_never_given_twice():
    network = Network.from_text("6-bn-5-bn-bn-relu-tanh-4")
    assert network.wires == ("x", "u0", "z1", "u1", "u1′", "a1", "a1′", "z2")
    assert [p.name for p in network.parameters] == [
        "gamma0",
        "beta0",
        "W1",
        "b1",
        "gamma1",
        "beta1",
        "gamma1′",
        "beta1′",
        "W2",
        "b2",
    ]


def test_a_parameter_finds_its_array_in_every_vector_laid_out_like_theta():
    network, theta, x, labels = small("5-4-tanh-3")
    W2 = network.parameters[2]
    assert (W2.size, W2.slice) == (12, slice(24, 36))
    gradient = network.trace(theta, x, labels).gradient
    np.testing.assert_array_equal(W2.of(gradient), gradient[24:36].reshape(4, 3))
    assert np.shares_memory(W2.of(theta), theta)

"""Where in θ each parameter lives, and what everything is called."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.batchnorm import BatchNorm, Standardize
from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Activate, Dense, ShapeError
from core.network import Network
from core.normalization import LayerNorm
from core.pooling import AveragePool, MaxPool
from tests.core.test_layers import LAYERS, setting
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

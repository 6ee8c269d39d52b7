"""The product of tables that gives the gradient of a layer's inputs."""

import numpy as np

from core.network import Network
from lessons.derivations.layer import fits
from lessons.exercises import Context


def test_one_line_gives_the_gradient_of_the_inputs():
    network = Network.from_text("784-6-relu-4-relu-10")
    theta = np.random.default_rng(0).standard_normal(network.size)
    for seed in range(4):
        context = Context(network, theta, np.random.default_rng(seed).random((1, 784)), np.array([2]), seed)
        asked = fits(context)
        arrays = context.arrays()
        assert asked.options[asked.right] == "`dz2 @ W2.T`"
        assert np.allclose(arrays["dz2"] @ arrays["W2"].T, arrays["da1"])

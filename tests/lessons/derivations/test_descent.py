"""What is derived about gradient descent is what core's steps do."""

import numpy as np

from core.losses import Quadratic
from core.network import Network
from lessons.derivations.descent import descend, edge_on


def test_below_the_edge_of_a_digit_the_loss_falls_and_above_it_rises():
    network, x = Network.from_text("784-10", Quadratic()), np.random.default_rng(0).random((1, 784))
    for share, falls in ((0.5, True), (0.999, True), (1.001, False)):
        run = descend(network, np.zeros(network.size), x, [3], share * edge_on(x), 4)
        assert (run[4].loss < run[0].loss) == falls
        assert len(run) == 5

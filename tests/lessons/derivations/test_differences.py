"""What is derived about measured slopes is what core measures."""

import numpy as np

from core.network import Network
from lessons.derivations.differences import both_sides


def test_a_unit_that_passes_its_kink_is_counted():
    network = Network.from_text("1-2-relu-2")
    theta = np.array([1.0, 1, 0.01, 5, 1, 2, 3, 4, 0, 0])  # both units at their bias, where the input is zero
    direction = np.array([0.0, 0, 1, 1, 0, 0, 0, 0, 0, 0])
    losses, changed = both_sides(network, theta, np.zeros((1, 1)), [0], direction, [0.1, 0.001])
    assert changed == [1, 0]
    assert losses.shape == (2, 2)

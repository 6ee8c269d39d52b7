"""What is derived about one neuron is what core's dense layer does."""

import numpy as np

from core.initializers import initialize
from core.network import Network
from lessons.derivations.neuron import after_a_nudge
from lessons.exercises import Context


def test_a_nudge_moves_the_sum_as_the_network_says():
    network = Network.from_text("784-3-relu-10")
    theta = initialize(network, "he", 0, np.float64)
    image = np.zeros((1, 784))
    image[0, 100:150] = np.linspace(0.1, 1, 50)
    answers = set()
    for seed in range(12):
        context = Context(network, theta, image, np.array([4]), seed)
        asked = after_a_nudge(context)
        pixel = int(asked.prompt.split("pixel ")[1].split(",")[0])
        nudged = theta.copy()
        nudged[3 * pixel] += 0.1  # the weight into neuron 0
        gain = network.forward(nudged, image)[1][0, 0] - network.forward(theta, image)[1][0, 0]
        expected = 2 if gain == 0 else 0 if np.isclose(gain, 0.1) else 1
        assert asked.right == expected
        answers.add(asked.right)
    assert {1, 2} <= answers

"""Each layer multiplies a mean square by the derived factor."""

import numpy as np
import pytest

from core.network import Network
from lessons.derivations.depth import deep, grows_or_dies, root_mean_squares, theta_of, variance
from lessons.exercises import Context


def test_with_relu_each_layer_multiplies_by_what_its_weights_are_multiplied_by():
    network, rng = deep("relu"), np.random.default_rng(0)
    x, labels = rng.random((4, 784)), np.arange(4)
    (plain, _), (larger, _) = (
        root_mean_squares(network, theta_of(network, "he", times), x, labels) for times in (1, 1.1)
    )
    np.testing.assert_allclose(larger / plain, 1.1 ** np.arange(1, 21), rtol=1e-9)


@pytest.mark.parametrize(("inputs", "outputs", "left"), [(100, 100, 1 / 16), (1, 10_000, 1 / 8), (784, 30, 1 / 8)])
def test_what_a_sigmoid_layer_leaves_of_a_mean_square_at_most(inputs, outputs, left):
    """H v s with Xavier's v and the steepest slope: a sixteenth only where widths are equal."""
    steepest = 1 / 16
    kept = outputs * variance("xavier", inputs, outputs) * steepest
    assert kept <= left * (1 + 1e-12)
    assert (kept <= 1 / 16 * (1 + 1e-12)) == (outputs <= inputs)


@pytest.mark.parametrize("seed", range(4))
def test_the_exercise_says_what_the_network_does(seed):
    context = Context(
        Network.from_text("784-10"), np.zeros(7850), np.random.default_rng(1).random((3, 784)), np.arange(3), seed
    )
    asked = grows_or_dies(context)
    times = float(asked.prompt.split("multiplied by ")[1].split(".  ")[0].split(". W")[0])
    assert asked.right == (0 if times < 1 else 2)

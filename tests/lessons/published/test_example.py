"""The worked example takes one step in two ways."""

import numpy as np

from lessons.published.example import OUTPUT, THETA, WEIGHTS, loss, of, stepped


def test_biases_stay_and_only_the_hidden_layer_tells_the_two_ways_apart():
    rule, other = stepped(THETA), stepped(THETA, output_first=True)
    np.testing.assert_array_equal(rule[WEIGHTS == 0], THETA[WEIGHTS == 0])
    np.testing.assert_array_equal(rule[OUTPUT], other[OUTPUT])
    assert (of("W1", rule) != of("W1", other)).all()
    assert loss(rule) < loss(other) < loss(THETA)

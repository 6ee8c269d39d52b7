"""The inputs of the assignments are laid out as core has them."""

import numpy as np

from lessons.published.courses import images, spaced, two_layers


def test_inputs_are_evenly_spaced_in_the_courses_order():
    assert images(0, 95)[1, 2, 3, 0] == spaced(0, 95, 2, 3, 4, 4)[0, 1, 2, 3] == 16 + 8 + 3
    network, theta, x = two_layers()
    assert (theta.size, x.shape) == (network.size, (3, 5))
    np.testing.assert_allclose(x[:, 0], [-5.5, -5.5 + 10 / 14, -5.5 + 20 / 14])

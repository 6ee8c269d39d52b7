"""Cuts through the loss: the numbers along them are the loss at those θ."""

import numpy as np
import pytest

from core.checks import loss_at
from core.initializers import initialize
from core.network import Network
from dashboard.views.train.look_closer.loss_surface import along, over, plane_through

RNG = np.random.default_rng(0)
NETWORK = Network.from_text("784-5-tanh-10")
IMAGES, LABELS = RNG.random((30, 784)), RNG.integers(0, 10, 30)
A, B, C = (initialize(NETWORK, "xavier", seed, np.float64) for seed in range(3))


def test_the_loss_at_a_point_is_that_of_the_only_pass_there_is():
    assert loss_at(NETWORK, A, IMAGES, LABELS) == pytest.approx(NETWORK.trace(A, IMAGES, LABELS).loss, rel=1e-12)


def test_a_line_begins_and_ends_at_its_points():
    losses = along(NETWORK, A, B - A, [0, 0.5, 1], IMAGES, LABELS)
    expected = [loss_at(NETWORK, theta, IMAGES, LABELS) for theta in (A, (A + B) / 2, B)]
    np.testing.assert_allclose(losses, expected, rtol=1e-12)


def test_the_slope_along_a_direction_is_the_gradient_times_it():
    direction, h = B - A, 1e-5
    low, high = along(NETWORK, A, direction, [-h, h], IMAGES, LABELS)
    assert (high - low) / (2 * h) == pytest.approx(NETWORK.trace(A, IMAGES, LABELS).gradient @ direction, rel=1e-6)


def test_a_plane_holds_its_three_points():
    plane = plane_through(A, B, C)
    axes = np.stack(plane.axes)
    np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-12)
    for theta in (A, B, C):
        x, y = plane.place(theta)
        (point,) = plane.points([x], [y])
        np.testing.assert_allclose(point, theta, atol=1e-12)
    np.testing.assert_allclose(plane.place(A), 0, atol=1e-12)
    assert plane.place(B)[1] == pytest.approx(0, abs=1e-12)


def test_the_grid_is_the_loss_on_the_plane():
    plane = plane_through(A, B, C)
    x, y = plane.place(C)
    losses = over(NETWORK, plane, [0.0, x], [0.0, y, 2 * y], IMAGES, LABELS)
    assert losses.shape == (3, 2)
    assert losses[0, 0] == pytest.approx(loss_at(NETWORK, A, IMAGES, LABELS), rel=1e-12)
    assert losses[1, 1] == pytest.approx(loss_at(NETWORK, C, IMAGES, LABELS), rel=1e-9)


def test_a_plane_in_float32_is_that_in_float64():
    double = plane_through(A, B, C)
    single = plane_through(*(theta.astype(np.float32) for theta in (A, B, C)))
    for one, other in zip(single.axes, double.axes, strict=True):
        assert one.dtype == np.float32
        np.testing.assert_allclose(one, other, atol=1e-6)
    places = ([0.0, 1.0], [0.0, -2.0])
    found, expected = (over(NETWORK, plane, *places, IMAGES, LABELS) for plane in (single, double))
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_points_on_a_line_make_no_plane():
    with pytest.raises(ValueError, match="one line"):
        plane_through(A, B, (A + B) / 2)
    with pytest.raises(ValueError, match="one line"):
        plane_through(*(theta.astype(np.float32) for theta in (A, B, A + 0.3 * (B - A))))
    with pytest.raises(ValueError, match="the same"):
        plane_through(A, A, B)

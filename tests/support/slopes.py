"""Slopes measured from outside, to judge gradients by: no rule of calculus is used here."""

import numpy as np


def slope(f, x, direction, h=1e-6):
    """How fast f(x) rises along `direction`: the difference quotient around x, good to about h²."""
    return (f(x + h * direction) - f(x - h * direction)) / (2 * h)


def assert_gradient(f, x, gradient, rng, tolerance=1e-7):
    """`gradient` is ∂f/∂x: along random directions it says what f does."""
    assert gradient.shape == x.shape
    assert np.abs(gradient).max() > 0, "a gradient of zeros agrees with anything"
    for _ in range(3):
        direction = rng.standard_normal(x.shape)
        measured, claimed = slope(f, x, direction), float((gradient * direction).sum())
        size = float(np.sqrt((gradient**2).sum())) + abs(measured)
        assert abs(measured - claimed) < tolerance * size, f"measured {measured}, claimed {claimed}"

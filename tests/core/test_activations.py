"""Every row of the table of activations: its slope, its value, its type, its far ends."""

from math import erf, sqrt

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from tests.support.slopes import slope

rows = pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS)
POINTS = np.array([-30.0, -4.3, -1.1, -0.3, -0.01, 0.02, 0.4, 1.7, 5.9, 30.0])


@rows
def test_slope_is_what_f_does(row):
    measured = slope(row.f, POINTS, np.ones_like(POINTS))
    np.testing.assert_allclose(row.slope(POINTS, row.f(POINTS)), measured, rtol=1e-7, atol=1e-9)


@rows
def test_at_zero_the_slope_is_the_one_from_the_left(row):
    zero = np.zeros(1)
    from_the_left = (row.f(zero) - row.f(zero - 1e-7)) / 1e-7
    np.testing.assert_allclose(row.slope(zero, row.f(zero)), from_the_left, atol=1e-6)


@rows
def test_single_precision_stays_single(row):
    z = POINTS.astype(np.float32)
    a = row.f(z)
    assert a.dtype == np.float32
    assert (a * row.slope(z, a)).dtype == np.float32


@rows
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_far_out_it_stays_finite_and_silent(row, dtype):
    z = np.array([-1e4, -200, 200, 1e4], dtype)  # warnings are errors
    a = row.f(z)
    assert np.isfinite(a).all()
    assert np.isfinite(row.slope(z, a) * a).all()


@pytest.mark.parametrize(
    ("name", "z", "a"),
    [
        ("identity", -2.5, -2.5),
        ("sigmoid", np.log(3), 0.75),
        ("tanh", np.log(2), 0.6),
        ("relu", -2, 0),
        ("relu", 2, 2),
        ("leaky", -2, -0.02),
        ("leaky", 2, 2),
    ],
)
def test_values_known_by_hand(name, z, a):
    assert ACTIVATIONS[name].f(np.array([float(z)]))[0] == pytest.approx(a, rel=1e-12)


@pytest.mark.parametrize(("dtype", "far"), [(np.float32, -80), (np.float64, -700)])
def test_a_sigmoid_keeps_its_digits_far_below_zero(dtype, far):
    z = np.linspace(far, 0, 40, dtype=dtype)
    a = ACTIVATIONS["sigmoid"].f(z)
    assert a.dtype == dtype
    exact = 1 / (1 + np.exp(-z.astype(np.longdouble)))
    np.testing.assert_allclose(a, exact, rtol=4 * np.finfo(dtype).eps)


@rows
def test_a_complex_step_gives_the_slope_to_the_last_bits(row):
    h = 1e-30
    np.testing.assert_allclose(
        row.slope(POINTS, row.f(POINTS)), row.f(POINTS + 1j * h).imag / h, rtol=1e-11, atol=1e-15
    )


def test_gelu_is_close_to_the_normal_distributions():
    exact = [z * (1 + erf(z / sqrt(2))) / 2 for z in POINTS]
    np.testing.assert_allclose(ACTIVATIONS["gelu"].f(POINTS), exact, atol=5e-4)


def test_each_row_is_called_by_its_own_name():
    assert all(name == row.name for name, row in ACTIVATIONS.items())

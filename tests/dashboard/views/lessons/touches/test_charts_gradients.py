"""Figures of slopes and gradients show the numbers they were given."""

import numpy as np
import pytest

from dashboard.shared.palette import SIGNED_GRADIENT
from dashboard.views.lessons.touches import charts_gradients as charts

Z = np.linspace(-5, 5, 101)


def named(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


@pytest.mark.parametrize(
    "figure", [charts.bend(Z, Z**2, 2 * Z, 70, "square", False), charts.surprise(Z, Z**2, 2 * Z, 70, 3, True)]
)
def test_the_tangent_touches_the_curve_with_its_slope(figure):
    tangent = named(figure, "the slope here")
    assert np.diff(tangent.y) / np.diff(tangent.x) == pytest.approx(2 * Z[70])
    assert np.interp(Z[70], tangent.x, tangent.y) == pytest.approx(Z[70] ** 2)


def test_paths_that_are_off_are_faint_and_signs_have_colours():
    (bar,) = charts.paths(["a", "b", "c"], [0.5, -0.2, 0.1], [True, False, True], False).data
    assert list(bar.marker.opacity) == [1.0, 0.2, 1.0]
    negative, positive = (colour.on(False) for colour in SIGNED_GRADIENT)
    assert list(bar.marker.color) == [positive, negative, positive]


def test_shares_stand_side_by_side():
    before, after = charts.shares([0.2, 0.8], [0.5, 0.5], 0, False).data
    assert (list(before.y), list(after.y)) == ([0.2, 0.8], [0.5, 0.5])
    assert before.opacity < 1


def test_the_cross_is_the_mean_of_all():
    single = np.random.default_rng(0).standard_normal((50, 2))
    cross = named(charts.cloud(single, single[:5], False), "all digits")
    assert (cross.x[0], cross.y[0]) == pytest.approx(tuple(single.mean(axis=0)))

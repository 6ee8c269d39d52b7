"""The curve of a patient is drawn on axes that have room for the mended one, and right arrays lie on the diagonal."""

import numpy as np
import pytest

from dashboard.shared.palette import LOSS
from dashboard.views.clinic.charts import Cloud, Curve, curves, scatter

SICK = Curve(np.full(40, 2.3), [1, 15, 30], [0.1, 0.1, 0.1])
WELL = Curve(np.linspace(2.3, 0.2, 40), [1, 15, 30], [0.1, 0.6, 0.9])


@pytest.mark.parametrize("dark", [False, True])
def test_the_axes_are_the_same_with_and_without_the_mended_curve(dark):
    bounds = [0.2, 2.3]
    alone, both = (curves(SICK, mended, 40, bounds, dark) for mended in (None, WELL))
    assert alone.layout.yaxis.range == both.layout.yaxis.range
    assert alone.layout.xaxis2.range == both.layout.xaxis2.range == (0, 40)
    assert [trace.name for trace in alone.data] == ["loss, patient", "accuracy, patient"]
    assert [trace.name for trace in both.data[2:]] == ["loss, mended", "accuracy, mended"]
    assert both.data[0].line.dash != both.data[2].line.dash
    assert alone.data[0].line.color == LOSS.on(dark)


def test_a_training_without_a_number_is_drawn():
    figure = curves(Curve(np.array([]), [], []), None, 40, [np.inf, np.nan], False)
    assert figure.layout.yaxis.range == (-1, 1)


def test_each_array_has_a_scale_of_its_own():
    right = np.array([1e-6, -2e-6])
    figure = scatter([Cloud("dW1", right, right), Cloud("db1", np.array([3.0]), np.array([6.0]))], False)
    _, weights, bias = figure.data
    np.testing.assert_allclose(weights.x, [0.5, -1])
    np.testing.assert_array_equal(weights.x, weights.y)
    assert (bias.x[0], bias.y[0]) == (0.5, 1)
    assert weights.marker.symbol != bias.marker.symbol
    nothing = scatter([Cloud("dW1", np.zeros(2), np.array([0, np.nan]))], True)
    assert nothing.data[1].x.tolist() == [0, 0]

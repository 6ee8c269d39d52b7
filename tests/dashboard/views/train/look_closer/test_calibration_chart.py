"""How sure a network is stands beside how often it is right."""

import numpy as np

from dashboard.views.train.look_closer.calibration_chart import reliability


def test_the_reliability_chart_compares_with_honesty():
    figure = reliability(np.array([np.nan, 0.6]), np.array([np.nan, 0.5]), np.array([0, 100]), False)
    diagonal, curve, few = figure.data
    assert diagonal.x == diagonal.y == (0, 100)
    np.testing.assert_allclose(curve.y, [50])
    assert len(few.y) == 0


def test_bins_of_few_digits_are_no_part_of_the_line():
    figure = reliability(np.array([0.3, 0.6, 0.9]), np.array([1.0, 0.5, 0.8]), np.array([1, 20, 400]), False)
    _, curve, few = figure.data
    np.testing.assert_allclose(curve.x, [60, 90])
    np.testing.assert_allclose(few.y, [100])
    assert few.text == ("1",)

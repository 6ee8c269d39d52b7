"""Each layer has a line in each panel."""

import numpy as np

from dashboard.views.train.look_closer.inside_chart import by_layer


def test_layers_have_a_line_in_each_panel_without_the_gaps():
    values = np.array([1.0, np.nan, 3.0])
    figure = by_layer(
        {"length": {"layer 1": values, "layer 2": 2 * values}, "dead": {"layer 1": values}}, [1, 2, 3], 3, False
    )
    assert [(trace.name, trace.yaxis) for trace in figure.data] == [
        ("layer 1", "y"),
        ("layer 2", "y"),
        ("layer 1", "y2"),
    ]
    np.testing.assert_array_equal(figure.data[1].x, [1, 3])
    np.testing.assert_array_equal(figure.data[1].y, [2, 6])


def test_shares_of_units_are_written_in_percent():
    shares = np.array([0.05, 0.5])
    figure = by_layer({"length": {"layer 1": shares}, "dead": {"layer 1": shares}}, [1, 2], 2, False, shares="dead")
    np.testing.assert_allclose([trace.y for trace in figure.data], [[0.05, 0.5], [5, 50]])
    assert (figure.layout.yaxis.ticksuffix, figure.layout.yaxis2.ticksuffix) == (None, " %")

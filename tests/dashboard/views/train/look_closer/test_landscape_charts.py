"""Cuts through the loss are drawn at their numbers."""

import numpy as np

from dashboard.views.train.look_closer.landscape_charts import contours, profile


def test_cuts_show_their_numbers():
    figure = profile([0, 1], {"batch": [2.0, 1.0]}, "steps", {0: "before"}, False)
    assert figure.data[0].y == (2.0, 1.0)
    path = np.array([[0.0, 0.0], [1.0, 2.0]])
    figure = contours([0, 1], [0, 2], np.array([[1.0, 10.0], [100.0, 0.1]]), path, ["a", "b"], False)
    np.testing.assert_allclose(figure.data[0].z, [[0, 1], [2, -1]])
    np.testing.assert_array_equal(figure.data[1].y, [0, 2])
    figure = contours([0, 1], [0, 2], np.array([[0.2, 0.4], [2.0, 5.0]]), path, ["a", "b"], False)
    assert figure.data[0].colorbar.ticktext == ("0.2", "0.5", "1", "2", "5")
    np.testing.assert_allclose(10.0 ** np.array(figure.data[0].colorbar.tickvals), [0.2, 0.5, 1, 2, 5])

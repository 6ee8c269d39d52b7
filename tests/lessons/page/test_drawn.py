"""What is to be seen says so itself, and a value by default."""

import numpy as np

from lessons.page.drawn import Curve, Picture, Plot


def test_pixels_are_ink_and_curves_are_values_where_nothing_else_is_said():
    assert Picture(np.zeros((2, 2)), "").shows == "ink"
    curve = Curve("a", [0, 1], [0, 1])
    assert curve.role == "value"
    assert (Plot((curve,), "x", "y", "").marks, Plot((curve,), "x", "y", "").log) == ((), False)

"""The same quantities in another order: which, is read off the two orders."""

import pytest

from lessons.derivations import bending, depth, descent, differences, distance, regularizers, shrinking


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (differences.central, "divided by $2h$"),
        (differences.one_sided, "divided by $h$"),
        (differences.round_off, "the losses cancel, their errors do not"),
        (regularizers.dropout_variance, "over one bar"),
        (depth.sigmoid_slope, "a square completed"),
        (distance.distance, "each square multiplied out"),
        (descent.one_step, "common factors in front"),
        (bending.two_linear_layers, "new weights, and a new bias: one layer"),
        (lambda: shrinking.step("l1"), "what is taken off whatever the loss says"),
        (lambda: shrinking.step("l2"), "what the weight itself is multiplied by"),
    ],
)
def test_a_line_was_rewritten_by(made, said):
    assert said in made().reasons

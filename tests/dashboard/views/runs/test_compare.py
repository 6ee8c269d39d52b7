"""What is said of two runs beside each other is true of what is there."""

import numpy as np
import pytest

from dashboard.views.runs.compare import agreement

SAME = np.array([2.0, 1.0, 0.5])


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        ((SAME, SAME), "bit for bit, in all 3 steps that both took"),
        ((SAME, SAME[:1]), "in all 1 step that both took"),
        ((SAME, SAME + np.array([0, 1e-12, 0])), "same number up to step 1 and part at step **2**"),
        ((SAME, SAME[:0]), "There are no losses of “imported\\_one” here"),
        ((SAME[:0], SAME[:0]), "“anna” and “imported\\_one”"),
    ],
)
def test_how_far_two_runs_agree(losses, words):
    assert words in agreement(["anna", "imported_one"], losses)

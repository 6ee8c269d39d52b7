"""A cell of the confusion matrix opens onto its own digits."""

import numpy as np

from dashboard.views.train.look_closer.result import in_cell

P = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.1, 0.8, 0.1], [0.0, 0.05, 0.95], [0.6, 0.3, 0.1], [0.05, 0.9, 0.05]])
LABELS = np.array([0, 1, 0, 2, 1, 0])


def test_a_cell_lists_its_examples_surest_first():
    assert in_cell(P, LABELS, 0, 1).tolist() == [5, 2]
    assert in_cell(P, LABELS, 2, 0).tolist() == []

"""A cell of the confusion matrix opens onto its own digits."""

import numpy as np
from streamlit.testing.v1 import AppTest

from dashboard.views.train.look_closer.result import in_cell

P = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.1, 0.8, 0.1], [0.0, 0.05, 0.95], [0.6, 0.3, 0.1], [0.05, 0.9, 0.05]])
LABELS = np.array([0, 1, 0, 2, 1, 0])


def test_a_cell_lists_its_examples_surest_first():
    assert in_cell(P, LABELS, 0, 1).tolist() == [5, 2]
    assert in_cell(P, LABELS, 2, 0).tolist() == []


def test_the_first_digits_are_shown_as_they_come_with_what_they_are_taken_for():
    def page():
        import numpy as np

        from core.datasets import Split
        from dashboard.views.train.look_closer.result import examples

        digits = Split(np.zeros((3, 784), np.float32), np.array([0, 1, 8]))
        p = np.full((3, 10), 0.01)
        p[[0, 1, 2], [0, 7, 8]] = 0.9
        examples(digits, p, range(3), "step?digit=")

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert [text.value for text in app.markdown] == [
        ":small[0 → 0, 90.0\N{NO-BREAK SPACE}%]",
        ":small[1 → 7, 90.0\N{NO-BREAK SPACE}%]",
        ":small[8 → 8, 90.0\N{NO-BREAK SPACE}%]",
    ]

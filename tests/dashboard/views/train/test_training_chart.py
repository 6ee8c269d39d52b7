"""The chart of a training shows the losses and shares that it was given."""

import numpy as np
import pytest

from dashboard.shared.charts import Line
from dashboard.shared.palette import LOSS, TRUTH
from dashboard.views.train.training_chart import notes_above, training

LINE = Line("anna", np.arange(1, 6), np.array([5.0, 4, 3, 2, 1]), [0, 5], [6.0, 1.5], [0.1, 0.9])


@pytest.mark.parametrize("dark", [False, True])
def test_the_training_chart_draws_losses_and_shares(dark):
    figure = training(LINE, "steps", 10, dark, marks=[(3, "slower")], test=0.88)
    traces = {trace.name: trace for trace in figure.data}
    np.testing.assert_array_equal(traces["each batch"].y, LINE.loss)
    np.testing.assert_array_equal(traces["digits held back"].y, [6.0, 1.5])
    np.testing.assert_allclose(traces["accuracy, digits held back"].y, [10, 90])
    assert (traces["test digits"].x, traces["test digits"].y) == ((5,), (88.0,))
    assert traces["each batch"].line.color == LOSS.on(dark)
    assert traces["accuracy, digits held back"].line.color == TRUTH.on(dark)
    assert figure.layout.xaxis2.title.text == "steps"
    assert tuple(figure.layout.xaxis.range) == (0, 10)
    assert [note.text for note in figure.layout.annotations] == ["slower"]


def test_the_least_loss_that_smoothed_labels_allow_is_drawn():
    figure = training(LINE, "steps", 10, False, floor=0.500288)
    (trace,) = (trace for trace in figure.data if trace.name == "least loss that smoothed labels allow: 0.500")
    assert (trace.x, trace.y) == ((0, 10), (0.500288, 0.500288))


def test_the_training_chart_is_there_before_the_first_step():
    figure = training(Line("", [], [], [], [], []), "steps", 0, False)
    assert all(len(trace.x) == 0 for trace in figure.data)


def test_an_imported_run_has_a_result_and_no_curves():
    figure = training(Line("", [], [], [], [], []), "steps", 860, False, test=0.97)
    assert (figure.data[-1].x, figure.data[-1].y) == ((860,), (97.0,))


def test_notes_stand_above_the_curves_and_apart():
    notes = notes_above([(10, "a"), (11, "b"), (90, "c")], 100)
    assert {note["yanchor"] for note in notes} == {"bottom"}
    assert len({note["yshift"] for note in notes}) == 3
    assert [note["xanchor"] for note in notes] == ["left", "left", "right"]


def test_batch_accuracy_is_drawn_where_it_was_measured():
    line = LINE._replace(batch_accuracy=np.array([0.1, np.nan, np.nan, np.nan, 0.3]))
    (trace,) = (trace for trace in training(line, "steps", 5, False).data if trace.name == "accuracy, last batches")
    np.testing.assert_array_equal(trace.x, [1, 5])
    np.testing.assert_allclose(trace.y, [10, 20])

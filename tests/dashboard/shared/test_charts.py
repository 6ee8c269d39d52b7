"""Charts show what they were given: no extreme is thinned away, and every trace is the array it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.shared.charts import (
    POINTS,
    Line,
    accuracy_axis,
    arrows,
    by_layer,
    contours,
    loss_axis,
    notes_above,
    overlay,
    profile,
    running_mean,
    thin,
    training,
)
from dashboard.shared.palette import LOSS, RUNS, TRUTH
from dashboard.views.sweep.chart import heat
from dashboard.views.train.panels.calibration import reliability

RNG = np.random.default_rng(0)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 20_000), st.integers(0, 2**32 - 1))
def test_thinning_keeps_the_extremes_of_every_stretch(n, seed):
    y = np.random.default_rng(seed).standard_cauchy(n)
    x, kept = thin(np.arange(n), y, 100)
    assert len(kept) <= max(100, min(n, 100))
    assert np.all(np.diff(x) > 0)
    np.testing.assert_array_equal(y[x], kept)
    assert (kept.min(), kept.max()) == (y.min(), y.max())


def test_thinning_survives_what_is_no_number():
    y = np.where(np.arange(5_000) < 4_000, 1.0, np.nan)
    y[17] = np.inf
    _, kept = thin(np.arange(5_000), y)
    assert len(kept) <= POINTS
    assert np.nanmax(kept[np.isfinite(kept)]) == 1.0


def test_a_short_line_is_left_alone():
    _, y = thin([1, 2, 3], [5.0, 6.0, 7.0])
    np.testing.assert_array_equal(y, [5, 6, 7])
    assert len(thin([], [])[1]) == 0


@pytest.mark.parametrize("n", [0, 1, 7, 200])
def test_a_running_mean_is_the_mean_of_what_it_covers(n):
    y = RNG.standard_normal(n)
    expected = [y[max(0, k - 9) : k + 1].mean() for k in range(n)]
    np.testing.assert_allclose(running_mean(y, 10), expected, atol=1e-12)


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


def test_the_training_chart_is_there_before_the_first_step():
    figure = training(Line("", [], [], [], [], []), "steps", 0, False)
    assert all(len(trace.x) == 0 for trace in figure.data)


def test_an_imported_run_has_a_result_and_no_curves():
    figure = training(Line("", [], [], [], [], []), "steps", 860, False, test=0.97)
    assert (figure.data[-1].x, figure.data[-1].y) == ((860,), (97.0,))


def test_an_overlay_tells_runs_apart_by_more_than_colour():
    figure = overlay([LINE._replace(name=name) for name in "abc"], False)
    shown = [trace for trace in figure.data if trace.showlegend is not False]
    assert [trace.name for trace in shown] == ["a", "b", "c"]
    assert [trace.line.color for trace in shown] == [colour.light for colour in RUNS[:3]]
    assert len({trace.line.dash for trace in shown}) == 3


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


@pytest.mark.parametrize(
    ("shares", "start"),
    [
        ([], 0),
        ([[]], 0),
        ([[0.1, 0.5, 0.85]], 0),
        ([[0.1, 0.953, 0.977]], 95),
        ([[0.1, 0.947, 0.98]], 90),
        ([[0.1, 0.98], [0.1, 0.11]], 0),
        ([[0.1, np.nan, 0.991, np.nan]], 99),
        ([[1.0]], 99),
    ],
)
def test_the_accuracy_axis_begins_below_the_second_half_and_says_so(shares, start):
    axis = accuracy_axis("accuracy", *shares)
    assert axis["range"][0] == start
    assert (f"from {start} %" in axis["title"]) == (start > 0)
    assert axis["range"][1] > 100


def test_notes_stand_above_the_curves_and_apart():
    notes = notes_above([(10, "a"), (11, "b"), (90, "c")], 100)
    assert {note["yanchor"] for note in notes} == {"bottom"}
    assert len({note["yshift"] for note in notes}) == 3
    assert [note["xanchor"] for note in notes] == ["left", "left", "right"]


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


def test_batch_accuracy_is_drawn_where_it_was_measured():
    line = LINE._replace(batch_accuracy=np.array([0.1, np.nan, np.nan, np.nan, 0.3]))
    (trace,) = (trace for trace in training(line, "steps", 5, False).data if trace.name == "accuracy, last batches")
    np.testing.assert_array_equal(trace.x, [1, 5])
    np.testing.assert_allclose(trace.y, [10, 20])


def test_cuts_and_arrows_show_their_numbers():
    figure = profile([0, 1], {"batch": [2.0, 1.0]}, "steps", {0: "before"}, False)
    assert figure.data[0].y == (2.0, 1.0)
    path = np.array([[0.0, 0.0], [1.0, 2.0]])
    figure = contours([0, 1], [0, 2], np.array([[1.0, 10.0], [100.0, 0.1]]), path, ["a", "b"], False)
    np.testing.assert_allclose(figure.data[0].z, [[0, 1], [2, -1]])
    np.testing.assert_array_equal(figure.data[1].y, [0, 2])
    figure = contours([0, 1], [0, 2], np.array([[0.2, 0.4], [2.0, 5.0]]), path, ["a", "b"], False)
    assert figure.data[0].colorbar.ticktext == ("0.2", "0.5", "1", "2", "5")
    np.testing.assert_allclose(10.0 ** np.array(figure.data[0].colorbar.tickvals), [0.2, 0.5, 1, 2, 5])
    figure = arrows({"sgd": (1.0, -1.0), "adam": (0.5, 0.5)}, "x", "y", True)
    assert [(trace.name, trace.x[1], trace.y[1]) for trace in figure.data] == [("sgd", 1.0, -1.0), ("adam", 0.5, 0.5)]


@pytest.mark.parametrize(
    ("losses", "texts"),
    [
        ([], ["0.1", "1", "10"]),
        ([0.1, 2.3], ["0.1", "0.2", "0.5", "1", "2"]),
        ([0.001, 5000.0], ["0.001", "0.01", "0.1", "1", "10", "100", "1000", "10000"]),
        ([1.0, 2.5e35, np.inf, np.nan], ["1", "10⁵", "10¹⁰", "10¹⁵", "10²⁰", "10²⁵", "10³⁰", "10³⁵"]),
        ([1e-9, 1e-8], ["10⁻⁹", "2×10⁻⁹", "5×10⁻⁹", "10⁻⁸"]),
    ],
)
def test_the_loss_axis_has_few_round_ticks(losses, texts):
    axis = loss_axis(losses)
    assert axis["ticktext"] == texts
    assert len(axis["tickvals"]) == len(texts) <= 8


@given(st.lists(st.floats(1e-300, 1e300), min_size=1, max_size=4))
def test_any_losses_have_a_tick_nearby(losses):
    axis = loss_axis(losses)
    assert 1 <= len(axis["tickvals"]) <= 8
    assert min(axis["tickvals"]) <= 2 * max(losses)


def test_a_grid_has_all_its_cells_before_any_has_a_value():
    figure = heat([[None, None, None]], ["3", "1", "2"], ["8"], [["queued"] * 3], "x", "y", False)
    assert (figure.layout.xaxis.categoryarray, figure.layout.xaxis.range) == (("3", "1", "2"), (-0.5, 2.5))
    assert (figure.data[1].x, figure.data[1].text) == (("3", "1", "2"), ("queued",) * 3)
    assert figure.layout.yaxis.range == (0.5, -0.5)  # the first row on top

"""Axes and lines show what they were given: no extreme is thinned away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.shared.charts import (
    POINTS,
    accuracy_axis,
    drawn_once,
    loss_axis,
    running_mean,
    thin,
)

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


def test_a_chart_is_drawn_once_for_the_same_arrays():
    drawn = []

    @drawn_once
    def chart(lines, dark):
        drawn.append(lines)
        return object()

    first = chart({"a": np.arange(3.0), "b": [1, 2]}, dark=True)
    assert chart({"a": np.arange(3.0), "b": [1, 2]}, dark=True) is first
    others = [({"a": np.arange(3), "b": [1, 2]}, True), ({"a": np.arange(3.0), "c": [1, 2]}, True)]
    others += [({"a": np.arange(3.0), "b": [1, 2]}, False), ({"a": np.arange(3.0) + 1e-16, "b": [1, 3]}, True)]
    assert all(chart(lines, dark=dark) is not first for lines, dark in others)
    assert len(drawn) == 5

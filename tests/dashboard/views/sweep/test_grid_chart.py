"""The grid of a sweep is whole while it fills."""

import pytest

from dashboard.views.sweep.grid_chart import heat


def test_a_grid_has_all_its_cells_before_any_has_a_value():
    figure = heat([[None, None, None]], ["3", "1", "2"], ["8"], [["queued"] * 3], "x", "y", False)
    assert (figure.layout.xaxis.categoryarray, figure.layout.xaxis.range) == (("3", "1", "2"), (-0.5, 2.5))
    assert (figure.data[1].x, figure.data[1].text) == (("3", "1", "2"), ("queued",) * 3)
    assert figure.layout.yaxis.range == (0.5, -0.5)  # the first row on top


@pytest.mark.parametrize("dark", [False, True])
def test_the_grid_is_drawn_while_it_fills(dark):
    figure = heat([[97.5, None]], ["a", "b"], ["c"], [["97.50%", "queued"]], "across", "down", dark)
    assert list(figure.data[0].text[0]) == ["97.50%", ""]  # Plotly writes it for cells without a value too
    words = figure.data[1]
    assert (words.x, words.y, words.text) == (("b",), ("c",), ("queued",))
    assert heat([[None]], ["a"], ["c"], [["queued"]], "", "", dark).data[1].text == ("queued",)

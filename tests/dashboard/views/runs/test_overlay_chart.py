"""Runs on one axis are told apart."""

import numpy as np

from dashboard.shared.charts import Line
from dashboard.shared.palette import RUNS
from dashboard.views.runs.overlay_chart import overlay

LINE = Line("anna", np.arange(1, 6), np.array([5.0, 4, 3, 2, 1]), [0, 5], [6.0, 1.5], [0.1, 0.9])


def test_an_overlay_tells_runs_apart_by_more_than_colour():
    figure = overlay([LINE._replace(name=name) for name in "abc"], False)
    shown = [trace for trace in figure.data if trace.showlegend is not False]
    assert [trace.name for trace in shown] == ["a", "b", "c"]
    assert [trace.line.color for trace in shown] == [colour.light for colour in RUNS[:3]]
    assert len({trace.line.dash for trace in shown}) == 3

"""Arrays become Plotly figures; nothing here knows a model, a store or Streamlit."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.palette import LOSS, TRUTH, Colour

POINTS = 1_200  # of a line on screen; more cannot be told apart
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def thin(x, y, points: int = POINTS):
    """At most `points` of a long line, the least and the greatest of every stretch among them."""
    buckets = points // 2
    if len(y) <= 2 * buckets:
        return np.asarray(x), np.asarray(y)
    x, y = np.asarray(x), np.asarray(y, float)
    edges = np.linspace(0, len(y), buckets + 1).astype(int)
    low = np.where(np.isfinite(y), y, np.inf)
    high = np.where(np.isfinite(y), y, -np.inf)
    kept = np.unique([[a + low[a:b].argmin(), a + high[a:b].argmax()] for a, b in pairwise(edges)])
    return x[kept], y[kept]


def running_mean(y, window: int = 50):
    """The mean of the last `window` values, of fewer at the start."""
    y = np.asarray(y, float)
    total = np.cumsum(np.concatenate([[0.0], np.where(np.isfinite(y), y, 0.0)]))
    ends = np.arange(1, len(y) + 1)
    starts = np.maximum(ends - window, 0)
    return (total[ends] - total[starts]) / (ends - starts)


class Line(NamedTuple):
    """What one run shows in the chart of its training."""

    name: str
    x: Any  # (steps,) steps, epochs or seconds, one for each loss
    loss: Any  # (steps,) of each batch
    epoch_x: Any  # (epochs,)
    epoch_loss: Any  # (epochs,) on the digits held back
    epoch_accuracy: Any  # (epochs,) a share


def training(
    line: Line, unit: str, end: float, dark: bool, marks: Sequence[tuple[float, str]] = (), test: float | None = None
) -> go.Figure:
    """Loss above, accuracy below, against the same axis from 0 to `end`."""
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.09, row_heights=[0.55, 0.45])
    loss, truth = _shade(LOSS, dark), _shade(TRUTH, dark)
    x, y = thin(line.x, line.loss)
    mean_x, mean_y = thin(line.x, running_mean(line.loss))
    figure.add_scatter(x=x, y=y, name="loss of each batch", mode="lines", line={"color": loss, "width": 1}, opacity=0.3, row=1, col=1)
    figure.add_scatter(x=mean_x, y=mean_y, name="mean of the last 50", mode="lines", line={"color": loss, "width": 2.5}, row=1, col=1)
    held_back = {"x": line.epoch_x, "mode": "lines+markers", "marker": {"size": 8, "symbol": "diamond"}}
    figure.add_scatter(
        y=line.epoch_loss, name="loss on digits held back", line={"color": loss, "width": 1.5, "dash": "dot"}, **held_back, row=1, col=1
    )
    figure.add_scatter(
        y=100 * np.asarray(line.epoch_accuracy),
        name="digits held back, read correctly",
        line={"color": truth, "width": 2.5},
        **held_back,
        row=2,
        col=1,
    )
    if test is not None:
        figure.add_scatter(
            x=[end], y=[100 * test], name="test digits", mode="markers", marker={"color": truth, "size": 13, "symbol": "star"}, row=2, col=1
        )
    for at, text in marks:
        figure.add_vline(x=at, line={"dash": "dash", "width": 1}, annotation={"text": text, "textangle": -90}, row=1, col=1)
    figure.update_xaxes(range=[0, max(end, 1e-9)])
    figure.update_xaxes(title=unit, row=2, col=1)
    figure.update_yaxes(type="log", title="loss", dtick="D2", row=1, col=1)
    figure.update_yaxes(title="accuracy", ticksuffix=" %", range=[0, 101], row=2, col=1)
    figure.update_layout(height=460, margin={"l": 8, "r": 8, "t": 8, "b": 8}, hovermode="x unified", uirevision="training")
    figure.update_layout(legend={"orientation": "h", "y": -0.18, "x": 0})
    return figure


def _shade(colour: Colour, dark: bool) -> str:
    return colour.dark if dark else colour.light

"""The course of one training, as a Plotly figure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.shared.charts import Line, accuracy_axis, loss_axis, running_mean, thin
from dashboard.shared.palette import FAINT, LOSS, TRUTH

ROW, ROWS = 16, 3  # pixels from one row of notes to the next, and how many rows there are


def notes_above(marks: Sequence[tuple[float, str]], end: float) -> list[dict[str, Any]]:
    """Annotations above the upper panel, in rows, so that neighbours stay apart; none leaves the chart."""
    return [
        {
            "x": at, "y": 1, "yshift": ROW * (k % ROWS), "text": text, "showarrow": False,
            "yanchor": "bottom", "xanchor": "left" if at < end / 2 else "right", "xref": "x", "yref": "y domain",
        }
        for k, (at, text) in enumerate(marks)
    ]  # fmt: skip


def training(
    line: Line,
    unit: str,
    end: float,
    dark: bool,
    marks: Sequence[tuple[float, str]] = (),
    test: float | None = None,
    floor: float = 0.0,
) -> go.Figure:
    """Loss above, accuracy below, against the same axis from 0 to `end`; `floor` is the least loss there can be.

    It is drawn up to four times a second. Made in one piece it takes a third of the time of a figure that grows.
    """
    loss, truth = LOSS.on(dark), TRUTH.on(dark)
    above, below = {"xaxis": "x", "yaxis": "y"}, {"xaxis": "x2", "yaxis": "y2"}
    x, y = thin(line.x, line.loss)
    mean_x, mean_y = thin(line.x, running_mean(line.loss)) if line.means is None else thin(*line.means)
    held_back = {
        "x": line.epoch_x,
        "mode": "lines+markers",
        "cliponaxis": False,
        "marker": {"size": 8, "symbol": "diamond"},
    }
    dotted, thick = {"color": loss, "width": 1.5, "dash": "dot"}, {"color": truth, "width": 2.5}
    shares = [line.epoch_accuracy, [] if test is None else [test]]
    traces: list[dict[str, Any]] = [
        {
            "x": x,
            "y": y,
            "name": "each batch",
            "mode": "lines",
            "line": {"color": loss, "width": 1},
            "opacity": 0.3,
            **above,
        },
        {
            "x": mean_x,
            "y": mean_y,
            "name": "mean of the last 50 batches",
            "mode": "lines",
            "line": {"color": loss, "width": 2.5},
            **above,
        },
        {"y": line.epoch_loss, "name": "digits held back", "line": dotted, **held_back, **above},
        {
            "y": 100 * np.asarray(line.epoch_accuracy),
            "name": "accuracy, digits held back",
            "line": thick,
            **held_back,
            **below,
        },
    ]
    measured = np.isfinite(line.batch_accuracy)
    if np.any(measured):
        share = np.asarray(line.batch_accuracy)[measured]
        share = share if line.means else running_mean(share, 5)  # of a thinned line it is a mean already
        share_x, share = thin(np.asarray(line.x)[measured], 100 * share)
        shares.append(share / 100)
        thin_line = {"mode": "lines", "line": {"color": truth, "width": 1.5}, "opacity": 0.6}
        traces.append({"x": share_x, "y": share, "name": "accuracy, last batches", **thin_line, **below})
    if floor:
        level = {"mode": "lines", "line": {"color": FAINT.both, "width": 1, "dash": "dash"}, "hoverinfo": "skip"}
        least = f"least loss that smoothed labels allow: {floor:.3f}"
        traces.append({"x": [0, end], "y": [floor, floor], "name": least, **level, **above})
    if test is not None:
        star = {"mode": "markers", "marker": {"color": truth, "size": 14, "symbol": "star"}, "cliponaxis": False}
        traces.append(
            {"x": [line.x[-1] if len(line.x) else end], "y": [100 * test], "name": "test digits", **star, **below}
        )
    upright, dashed = {"xref": "x", "yref": "y domain"}, {"dash": "dash", "width": 1, "color": FAINT.both}
    above_all = ROW * min(len(marks), ROWS)  # pixels for the notes
    reach = {"range": [0, max(end, 1e-9)], "separatethousands": True}
    layout = {
        "xaxis": {"anchor": "y", "matches": "x2", "showticklabels": False, **reach},
        "xaxis2": {"anchor": "y2", "title": unit, **reach},
        "yaxis": {"anchor": "x", "domain": [0.49, 1], "title": "loss", **loss_axis(line.loss, line.epoch_loss)},
        "yaxis2": {"anchor": "x2", "domain": [0, 0.41], **accuracy_axis("accuracy", *shares)},
        "shapes": [{"x0": at, "x1": at, "y0": 0, "y1": 1, "line": dashed, **upright} for at, _ in marks],
        "annotations": notes_above(marks, end),
        "legend": {"orientation": "h", "y": -0.26, "x": 0},
        "height": 380 + above_all, "margin": {"l": 8, "r": 16, "t": 8 + above_all, "b": 8},
        "hovermode": "x unified", "uirevision": unit,
    }  # fmt: skip
    return go.Figure([go.Scatter(trace) for trace in traces], layout)

"""Arrays become Plotly figures; nothing here knows a model, a store or Streamlit."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.shared.palette import LOSS, PARAMETER, RUNS, TRUTH
from lessons.engine.forms.powers import power_of_ten

GREY = "#8b949e"  # of lines that are read on white and on black
POINTS = 1_200  # of a line on screen; more cannot be told apart
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def ink(dark: bool) -> str:
    """The colour of words on a coloured ground."""
    return "#e6e9ee" if dark else "#1b2430"


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
    x: Any  # (steps,) where each batch stands on the axis
    loss: Any  # (steps,) of each batch
    epoch_x: Any  # (epochs,)
    epoch_loss: Any  # (epochs,) on the digits held back
    epoch_accuracy: Any  # (epochs,) a share
    batch_accuracy: Any = ()  # (steps,) a share, NaN where it was not measured
    means: tuple[Any, Any] | None = None  # places and means of recent losses; the losses and shares are thinned then


MOST_TICKS = 8


def loss_axis(*losses) -> dict[str, Any]:
    """A logarithmic axis with few, round ticks, whatever the losses; from 0.1 to 10 before there are any."""
    known = np.concatenate([np.asarray(values, float) for values in losses])
    known = known[np.isfinite(known) & (known > 0)]
    if not known.size:
        return {"type": "log", "range": [-1, 1], "tickvals": [0.1, 1, 10], "ticktext": ["0.1", "1", "10"]}
    low, high = np.log10(known.min()), np.log10(known.max())
    first, last = int(np.floor(low)), int(np.ceil(high))
    fine = [(m, k) for k in range(first, last + 1) for m in (1, 2, 5) if low - 0.3 <= np.log10(m) + k <= high + 0.3]
    apart = -(-(last - first + 1) // MOST_TICKS)  # powers of ten from tick to tick
    ticks = fine if len(fine) <= MOST_TICKS else [(1, k) for k in range(first, last + 1, apart)]
    texts = [
        f"{m * 10.0**k:g}" if -4 <= k < 5 else power_of_ten(k) if m == 1 else f"{m}×{power_of_ten(k)}" for m, k in ticks
    ]
    return {"type": "log", "tickvals": [float(f"{m}e{k}") for m, k in ticks], "ticktext": texts}


STARTS = (99, 98, 95, 90, 80, 50)  # percent, where an axis of accuracies may begin


def accuracy_axis(title: str, *shares) -> dict[str, Any]:
    """An axis in percent from 0, or from just below the second halves of all `shares` once one of them is past 90 %."""
    later = [np.asarray(values, float)[len(values) // 2 :] for values in shares]
    known = np.concatenate([*later, []])
    known = 100 * known[np.isfinite(known)]
    start = next((start for start in STARTS if known.size and known.max() > 90 and start < known.min()), 0)
    return {
        "title": f"{title}<br>from {start} %" if start else title,
        "ticksuffix": " %",
        "range": [start, 100 + (100 - start) / 100],
    }


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
    line: Line, unit: str, end: float, dark: bool, marks: Sequence[tuple[float, str]] = (), test: float | None = None
) -> go.Figure:
    """Loss above, accuracy below, against the same axis from 0 to `end`.

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
    if test is not None:
        star = {"mode": "markers", "marker": {"color": truth, "size": 14, "symbol": "star"}, "cliponaxis": False}
        traces.append(
            {"x": [line.x[-1] if len(line.x) else end], "y": [100 * test], "name": "test digits", **star, **below}
        )
    upright, dashed = {"xref": "x", "yref": "y domain"}, {"dash": "dash", "width": 1, "color": GREY}
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


def by_layer(rows: dict[str, dict[str, Any]], x, end: float, dark: bool, shares: str = "") -> go.Figure:
    """A panel for each measure, and in it a line for each layer: {measure: {layer: values}}, NaN where not measured.

    The values of the measure `shares` are from 0 to 1 and written in percent.
    """
    figure = make_subplots(rows=len(rows), cols=1, shared_xaxes=True, vertical_spacing=0.06, subplot_titles=list(rows))
    for row, (title, layers) in enumerate(rows.items(), 1):
        unit = 100 if title == shares else 1
        if title == shares:
            figure.update_yaxes(ticksuffix=" %", rangemode="tozero", row=row, col=1)
        for (name, values), colour, dash in zip(layers.items(), RUNS, DASHES, strict=False):
            measured = np.isfinite(values)
            at, kept = thin(np.asarray(x)[measured], unit * np.asarray(values)[measured])
            look = {"name": name, "legendgroup": name, "line": {"color": colour.on(dark), "width": 2, "dash": dash}}
            figure.add_scatter(x=at, y=kept, mode="lines", showlegend=row == 1, **look, row=row, col=1)
    figure.update_xaxes(range=[0, max(end, 1e-9)], separatethousands=True)
    figure.update_xaxes(title="steps", row=len(rows), col=1)
    figure.update_annotations(x=0, xanchor="left")
    figure.update_layout(
        height=80 + 190 * len(rows),
        margin={"l": 8, "r": 16, "t": 24, "b": 8},
        legend={"orientation": "h", "y": -0.12, "x": 0},
    )
    return figure


DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def overlay(lines: Sequence[Line], dark: bool) -> go.Figure:
    """Several runs on one axis: the running mean of the loss above, accuracy on the digits held back below."""
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.08, row_heights=[0.55, 0.45])
    for line, colour, dash in zip(lines, RUNS, DASHES, strict=False):
        look = {
            "name": line.name,
            "legendgroup": line.name,
            "line": {"color": colour.on(dark), "width": 2.5, "dash": dash},
        }
        x, y = thin(line.x, running_mean(line.loss))
        figure.add_scatter(x=x, y=y, mode="lines", **look, row=1, col=1)
        share = 100 * np.asarray(line.epoch_accuracy)
        figure.add_scatter(
            x=line.epoch_x, y=share, mode="lines+markers", showlegend=False, cliponaxis=False, **look, row=2, col=1
        )
    figure.update_xaxes(rangemode="tozero", separatethousands=True)
    figure.update_xaxes(title="steps", row=2, col=1)
    figure.update_yaxes(
        title="loss, mean of 50 batches", **loss_axis(*(running_mean(line.loss) for line in lines)), row=1, col=1
    )
    figure.update_yaxes(**accuracy_axis("accuracy, held back", *(line.epoch_accuracy for line in lines)), row=2, col=1)
    figure.update_layout(
        height=480, margin={"l": 8, "r": 16, "t": 8, "b": 8}, legend={"orientation": "h", "y": -0.18, "x": 0}
    )
    return figure


def profile(x, lines: dict[str, Any], title: str, marks: dict[float, str], dark: bool) -> go.Figure:
    """The loss along a line: {whose loss: values}, with some places named."""
    figure = go.Figure()
    for (name, y), dash in zip(lines.items(), DASHES, strict=False):
        figure.add_scatter(x=x, y=y, mode="lines", name=name, line={"color": LOSS.on(dark), "width": 2.5, "dash": dash})
    for at, text in marks.items():
        figure.add_vline(
            x=at, line={"dash": "dash", "width": 1, "color": GREY}, annotation={"text": text, "yanchor": "bottom"}
        )
    figure.update_xaxes(title=title)
    figure.update_yaxes(title="loss")
    figure.update_layout(
        height=360, margin={"l": 8, "r": 16, "t": 24, "b": 8}, legend={"orientation": "h", "y": -0.25, "x": 0}
    )
    return figure


def contours(xs, ys, losses, path, names: Sequence[str], dark: bool) -> go.Figure:
    """Lines of equal loss (ys, xs) on a logarithmic scale, and a path (points, 2) over them."""
    colour = LOSS.on(dark)
    clear = "rgba(128, 128, 128, 0.15)"
    heights = np.log10(np.maximum(losses, 1e-12))
    axis = loss_axis(np.ravel(losses))
    figure = go.Figure()
    figure.add_contour(
        x=xs, y=ys, z=heights, customdata=losses, colorscale=[[0, clear], [1, LOSS.both]], opacity=0.75, ncontours=18, line={"width": 0.7},
        hovertemplate="loss %{customdata:.3g}<extra></extra>",
        colorbar={"title": "loss", "tickvals": np.log10(axis["tickvals"]), "ticktext": axis["ticktext"]},
    )  # fmt: skip
    look = {"color": PARAMETER.on(dark)}
    figure.add_scatter(
        x=path[:, 0], y=path[:, 1], text=list(names), mode="lines+markers", line={**look, "width": 2}, marker={**look, "size": 8},
        name="the run", showlegend=False, hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    for k in (0, -1):
        figure.add_annotation(
            x=path[k, 0], y=path[k, 1], text=names[k], ax=0, ay=28, arrowcolor=colour, font={"color": ink(dark)}
        )
    figure.update_xaxes(title="along the first direction in θ")
    figure.update_yaxes(title="along the second")
    figure.update_layout(height=480, margin={"l": 8, "r": 8, "t": 8, "b": 8})
    return figure


def arrows(ends: dict[str, tuple[float, float]], x_title: str, y_title: str, dark: bool) -> go.Figure:
    """An arrow from the origin to each end, each by its name."""
    figure = go.Figure()
    look = list(zip((*RUNS, *RUNS), (*DASHES, *reversed(DASHES)), strict=True))
    for (name, (x, y)), (colour, dash) in zip(ends.items(), look, strict=False):
        figure.add_scatter(
            x=[0, x], y=[0, y], name=name, mode="lines+markers", line={"color": colour.on(dark), "width": 2.5, "dash": dash},
            marker={"symbol": "arrow", "size": [0, 13], "angleref": "previous"},
        )  # fmt: skip
    figure.update_xaxes(title=x_title, exponentformat="power")
    figure.update_yaxes(title=y_title, exponentformat="power")
    figure.update_layout(
        height=420, margin={"l": 8, "r": 16, "t": 8, "b": 8}, legend={"orientation": "h", "y": -0.2, "x": 0}
    )
    return figure

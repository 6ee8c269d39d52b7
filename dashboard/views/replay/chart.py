"""Printed points as rings, ours as dots that land in them; and how far apart two right programs move."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dashboard.shared.charts import loss_axis
from dashboard.shared.palette import RUNS
from lessons.published.nielsen import Replay

LONG = 100  # epochs, from which on points are small


def points(replay: Replay, ours: Sequence[Sequence[float]], dark: bool) -> go.Figure:
    """`ours` holds for each curve as many points as there are by now."""
    traces = []
    for k, (curve, found) in enumerate(zip(replay.curves, ours, strict=True)):
        colour, small = RUNS[k].on(dark), len(curve.printed) > LONG
        ring = {"symbol": "circle-open", "size": 6 if small else 11, "color": colour, "line": {"width": 1.2}}
        dot = {"symbol": "circle", "size": 3 if small else 6, "color": colour}
        common = {"mode": "markers", "cliponaxis": False, "legendgroup": curve.name}
        epochs = np.arange(1, 1 + len(curve.printed))
        traces.append(
            go.Scatter(x=epochs, y=curve.drawn(curve.printed), name=f"{curve.name}, printed", marker=ring, **common)
        )
        traces.append(
            go.Scatter(x=epochs[: len(found)], y=curve.drawn(found), name=f"{curve.name}, ours", marker=dot, **common)
        )
    counts = replay.curves[0].counts
    scale = {"ticksuffix": " %"} if counts else loss_axis(*(curve.printed for curve in replay.curves))
    layout = {
        "xaxis": {"title": "epoch"}, "yaxis": {"title": replay.axis, **scale}, "height": 420,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8}, "legend": {"orientation": "h", "y": -0.2, "x": 0},
        "uirevision": replay.title,
    }  # fmt: skip
    return go.Figure(traces, layout)


def parting(names: Sequence[str], apart: Sequence, dark: bool) -> go.Figure:
    """The distance of two runs that add in different orders, step by step, one line a learning rate."""
    traces = [
        go.Scatter(
            x=np.arange(1, 1 + len(found)),
            y=np.maximum(found, 1e-17),  # exactly equal has no place on a logarithmic axis
            name=name,
            mode="lines",
            line={"color": RUNS[k].on(dark), "width": 2},
        )
        for k, (name, found) in enumerate(zip(names, apart, strict=True))
    ]
    ticks = range(-16, 1, 4)
    layout = {
        "xaxis": {"title": "step"},
        "yaxis": {
            "title": "distance", "type": "log", "range": [-17, 1],
            "tickvals": [10.0**k for k in ticks], "ticktext": [f"10<sup>{k}</sup>".replace("-", "−") for k in ticks],
        },
        "height": 320, "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "legend": {"orientation": "h", "y": -0.25, "x": 0},
    }  # fmt: skip
    return go.Figure(traces, layout)

"""The curves of a patient and of the mended network, and a gradient check as a scatter about its diagonal."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from dashboard.shared.charts import loss_axis, running_mean
from dashboard.shared.palette import FAINT, LOSS, RUNS, TRUTH

SYMBOLS = ("circle", "square", "diamond", "cross", "x", "triangle-up", "star", "hexagon")
FEW = 15  # batches of a running mean


class Curve(NamedTuple):
    """A training: the loss of each batch, and the share of digits read after some of them."""

    losses: Any  # (steps,)
    judged: Any  # (looks,) after which step
    accuracy: Any  # (looks,)


def curves(patient: Curve, mended: Curve | None, end: int, bounds: Any, dark: bool) -> go.Figure:
    """Loss above, accuracy below, up to step `end`; the loss's axis holds all of `bounds`, whatever is drawn."""
    traces: list[dict[str, Any]] = []
    for curve, name, dash, symbol in ((patient, "patient", "solid", "circle"), (mended, "mended", "dot", "diamond")):
        if curve is None:
            continue
        loss, truth = ({"color": c.on(dark), "width": 2.5, "dash": dash} for c in (LOSS, TRUTH))
        steps = np.arange(1, len(curve.losses) + 1)
        mean = {"x": steps, "y": running_mean(curve.losses, FEW), "mode": "lines", "line": loss}
        traces.append({**mean, "name": f"loss, {name}", "xaxis": "x", "yaxis": "y"})
        share = {"x": curve.judged, "y": 100 * np.asarray(curve.accuracy), "mode": "lines+markers", "line": truth}
        marker = {"size": 5, "symbol": symbol}
        traces.append({**share, "marker": marker, "name": f"accuracy, {name}", "xaxis": "x2", "yaxis": "y2"})
    reach = {"range": [0, end], "separatethousands": True}
    axis = loss_axis(bounds)
    known = np.asarray(bounds, float)
    known = np.log10(known[np.isfinite(known) & (known > 0)])
    if known.size:
        axis["range"] = [float(known.min()) - 0.1, float(known.max()) + 0.1]
    layout = {
        "xaxis": {"anchor": "y", "matches": "x2", "showticklabels": False, **reach},
        "xaxis2": {"anchor": "y2", "title": "steps", **reach},
        "yaxis": {"anchor": "x", "domain": [0.5, 1], "title": "loss", **axis},
        "yaxis2": {"anchor": "x2", "domain": [0, 0.42], "title": "accuracy", "ticksuffix": " %", "range": [0, 101]},
        "legend": {"orientation": "h", "y": -0.26, "x": 0},
        "height": 360, "margin": {"l": 8, "r": 16, "t": 8, "b": 8}, "hovermode": "x unified",
    }  # fmt: skip
    return go.Figure([go.Scatter(trace) for trace in traces], layout)


class Cloud(NamedTuple):
    """Some numbers of one array, as the loss has them and as the backward pass has them."""

    name: str
    numeric: Any  # (n,)
    analytic: Any  # (n,)


def scatter(clouds: Sequence[Cloud], dark: bool) -> go.Figure:
    """Each array on a scale of its own, so that small gradients are seen beside large ones; right ones lie on the
    diagonal."""
    traces: list[dict[str, Any]] = [
        {
            "x": [-1, 1], "y": [-1, 1], "mode": "lines", "hoverinfo": "skip", "showlegend": False,
            "line": {"color": FAINT.both, "width": 1, "dash": "dash"},
        }
    ]  # fmt: skip
    for k, cloud in enumerate(clouds):
        both = np.array([cloud.numeric, cloud.analytic], float)
        most = np.abs(both[np.isfinite(both)]).max(initial=0) or 1
        x, y = both / most
        marker = {"color": RUNS[k % len(RUNS)].on(dark), "size": 7, "symbol": SYMBOLS[k % len(SYMBOLS)], "opacity": 0.7}
        traces.append({"x": x, "y": y, "mode": "markers", "name": cloud.name, "marker": marker})
    square = {"range": [-1.08, 1.08], "zeroline": False, "tickvals": [-1, -0.5, 0, 0.5, 1]}
    layout = {
        "xaxis": {"title": "measured on the loss", **square},
        "yaxis": {"title": "from the backward pass", **square},
        "legend": {"orientation": "h", "y": -0.26, "x": 0},
        "height": 360, "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
    }  # fmt: skip
    return go.Figure([go.Scatter(trace) for trace in traces], layout)

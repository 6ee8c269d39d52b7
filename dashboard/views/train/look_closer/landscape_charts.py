"""The loss along a line and on a plane, as Plotly figures."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.shared.charts import DASHES, loss_axis
from dashboard.shared.palette import FAINT, INK, LOSS, PARAMETER


def profile(x, lines: dict[str, Any], title: str, marks: dict[float, str], dark: bool) -> go.Figure:
    """The loss along a line: {whose loss: values}, with some places named."""
    figure = go.Figure()
    for (name, y), dash in zip(lines.items(), DASHES, strict=False):
        figure.add_scatter(x=x, y=y, mode="lines", name=name, line={"color": LOSS.on(dark), "width": 2.5, "dash": dash})
    for at, text in marks.items():
        figure.add_vline(
            x=at, line={"dash": "dash", "width": 1, "color": FAINT.both}, annotation={"text": text, "yanchor": "bottom"}
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
    red, green, blue = (int(LOSS.both[k : k + 2], 16) for k in (1, 3, 5))
    clear, full = "rgba(128, 128, 128, 0.11)", f"rgba({red}, {green}, {blue}, 0.75)"  # the bar's colours are the map's
    heights = np.log10(np.maximum(losses, 1e-12))
    axis = loss_axis(np.ravel(losses))
    figure = go.Figure()
    figure.add_contour(
        x=xs, y=ys, z=heights, customdata=losses, colorscale=[[0, clear], [1, full]],
        ncontours=18, line={"width": 0.7},
        hovertemplate="loss %{customdata:.3g}<extra></extra>",
        colorbar={"title": "loss", "tickvals": np.log10(axis["tickvals"]), "ticktext": axis["ticktext"]},
    )  # fmt: skip
    look = {"color": PARAMETER.on(dark)}
    figure.add_scatter(
        x=path[:, 0], y=path[:, 1], text=list(names), mode="lines+markers",
        line={**look, "width": 2}, marker={**look, "size": 8},
        name="the run", showlegend=False, hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    for k in (0, -1):
        figure.add_annotation(
            x=path[k, 0], y=path[k, 1], text=names[k], ax=0, ay=28, arrowcolor=colour, font={"color": INK.on(dark)}
        )
    figure.update_xaxes(title="along the first direction in θ")
    figure.update_yaxes(title="along the second")
    figure.update_layout(height=480, margin={"l": 8, "r": 8, "t": 8, "b": 8})
    return figure

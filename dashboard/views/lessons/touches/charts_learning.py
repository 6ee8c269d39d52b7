"""Arrays become the figures of lessons about learning; nothing here knows Streamlit."""

import numpy as np
import plotly.graph_objects as go

from dashboard.shared.charts import DASHES, drawn_once
from dashboard.shared.palette import LOSS, PAPER, PARAMETER, RUNS

LAYOUT = {
    "height": 340,
    "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
    "legend": {"orientation": "h", "y": -0.25, "x": 0},
}


@drawn_once
def bowl(path, dark: bool) -> go.Figure:
    """A loss of w²/2 and the places (steps + 1,) that a weight came through on it."""
    path = np.asarray(path, float)
    seen = path[np.abs(path) <= 2]
    wall = np.linspace(-2, 2, 81)
    figure = go.Figure()
    figure.add_scatter(
        x=wall, y=wall**2 / 2, mode="lines", name="loss", line={"color": LOSS.on(dark), "width": 2.5}, hoverinfo="skip"
    )
    figure.add_scatter(
        x=seen,
        y=seen**2 / 2,
        mode="lines+markers",
        name="the weight, step by step",
        line={"color": PARAMETER.on(dark), "width": 1.5, "dash": "dot"},
        marker={"size": 9},
        hovertemplate="w = %{x:.3g}<br>loss = %{y:.3g}<extra></extra>",
    )
    figure.update_xaxes(title="w", range=[-2, 2])
    figure.update_yaxes(title="loss / λ", range=[-0.08, 2])
    return figure.update_layout(**LAYOUT)


@drawn_once
def curves(x, lines, titles: tuple[str, str], dark: bool, log: bool = False) -> go.Figure:
    """Named lines {name: y} over one axis, told apart by dashes as well."""
    figure = go.Figure()
    for (name, y), colour, dash in zip(lines.items(), RUNS, DASHES, strict=False):
        figure.add_scatter(
            x=x, y=y, mode="lines+markers", name=name, line={"color": colour.on(dark), "width": 2.5, "dash": dash}
        )
    figure.update_xaxes(title=titles[0])
    figure.update_yaxes(title=titles[1], type="log" if log else "linear", exponentformat="power")
    return figure.update_layout(**LAYOUT)


@drawn_once
def errors(found, power: int, dark: bool) -> go.Figure:
    """Relative errors (2, steps) of a central difference and of a complex step, for h = 10⁻¹, 10⁻² …; one h is
    marked."""
    powers = np.arange(1, np.shape(found)[1] + 1)
    lines = dict(zip(("central difference", "complex step"), found, strict=True))
    figure = go.Figure(curves(powers, lines, ("h = 10 to the minus", "relative error"), dark, True))  # a copy
    figure.add_vline(x=power, line={"dash": "dot", "width": 1.5})
    return figure.update_yaxes(range=[-17.5, 1])


@drawn_once
def valley(way, curvatures, dark: bool) -> go.Figure:
    """The way (steps + 1, 2) of two weights over the level lines of a loss with these curvatures; the flat weight lies
    across."""
    way, (steep, flat) = np.asarray(way), curvatures
    across, up = np.linspace(-1.3, 1.3, 61), np.linspace(-1.3, 1.3, 61)
    heights = (flat * across**2 + steep * up[:, None] ** 2) / 2
    figure = go.Figure(
        go.Contour(
            x=across,
            y=up,
            z=np.log10(heights + 1e-3),
            colorscale=[[0, PAPER.on(dark)], [1, LOSS.on(dark)]],
            opacity=0.45,
            showscale=False,
            contours={"coloring": "lines"},
            hoverinfo="skip",
        )
    )
    figure.add_scatter(
        x=way[:, 1],
        y=way[:, 0],
        mode="lines+markers",
        name="the two weights, step by step",
        line={"color": PARAMETER.on(dark), "width": 1.5},
        marker={"size": 6},
        hovertemplate="steep %{y:.3g}, flat %{x:.3g}<extra></extra>",
    )
    figure.update_xaxes(title="flat weight", range=[-1.3, 1.3])
    figure.update_yaxes(title="steep weight", range=[-1.3, 1.3])
    return figure.update_layout(**LAYOUT)

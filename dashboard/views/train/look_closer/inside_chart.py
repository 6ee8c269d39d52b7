"""What goes on in each layer, as a Plotly figure with a panel a measure."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.shared.charts import DASHES, thin
from dashboard.shared.palette import RUNS


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

"""The curves of several runs on one axis, as a Plotly figure."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.shared.charts import DASHES, Line, accuracy_axis, loss_axis, running_mean, thin
from dashboard.shared.palette import RUNS
from dashboard.shared.verbatim import verbatim_in_plotly


def overlay(lines: Sequence[Line], dark: bool) -> go.Figure:
    """Several runs on one axis: the running mean of the loss above, accuracy on the digits held back below."""
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.08, row_heights=[0.55, 0.45])
    means = [running_mean(line.loss) for line in lines]
    for line, mean, colour, dash in zip(lines, means, RUNS, DASHES, strict=False):
        name = verbatim_in_plotly(line.name)
        look = {
            "name": name,
            "legendgroup": name,
            "line": {"color": colour.on(dark), "width": 2.5, "dash": dash},
        }
        x, y = thin(line.x, mean)
        figure.add_scatter(x=x, y=y, mode="lines", **look, row=1, col=1)
        share = 100 * np.asarray(line.epoch_accuracy)
        figure.add_scatter(
            x=line.epoch_x, y=share, mode="lines+markers", showlegend=False, cliponaxis=False, **look, row=2, col=1
        )
    figure.update_xaxes(rangemode="tozero", separatethousands=True)
    figure.update_xaxes(title="steps", row=2, col=1)
    figure.update_yaxes(title="loss, mean of 50 batches", **loss_axis(*means), row=1, col=1)
    figure.update_yaxes(**accuracy_axis("accuracy, held back", *(line.epoch_accuracy for line in lines)), row=2, col=1)
    figure.update_layout(
        height=480, margin={"l": 8, "r": 16, "t": 8, "b": 8}, legend={"orientation": "h", "y": -0.18, "x": 0}
    )
    return figure

"""The steps of several optimizers as arrows, as a Plotly figure."""

import plotly.graph_objects as go

from dashboard.shared.charts import DASHES
from dashboard.shared.palette import RUNS


def arrows(ends: dict[str, tuple[float, float]], x_title: str, y_title: str, dark: bool) -> go.Figure:
    """An arrow from the origin to each end, each by its name."""
    figure = go.Figure()
    look = list(zip((*RUNS, *RUNS), (*DASHES, *reversed(DASHES)), strict=True))
    for (name, (x, y)), (colour, dash) in zip(ends.items(), look, strict=False):
        figure.add_scatter(
            x=[0, x], y=[0, y], name=name, mode="lines+markers",
            line={"color": colour.on(dark), "width": 2.5, "dash": dash},
            marker={"symbol": "arrow", "size": [0, 13], "angleref": "previous"},
        )  # fmt: skip
    figure.update_xaxes(title=x_title, exponentformat="power")
    figure.update_yaxes(title=y_title, exponentformat="power")
    figure.update_layout(
        height=420, margin={"l": 8, "r": 16, "t": 8, "b": 8}, legend={"orientation": "h", "y": -0.2, "x": 0}
    )
    return figure

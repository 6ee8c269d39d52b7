"""The grid of a sweep can be clicked."""

from collections.abc import Iterable

import plotly.graph_objects as go


def clickable(figure: go.Figure, cells: Iterable[tuple[str, ...]]) -> None:
    """Lay a clear mark over the number in each cell (across, down): Streamlit hears of clicks on marks, and of none on a heat map."""
    across, down = zip(*cells, strict=True)
    clear = {"symbol": "square", "size": 60, "color": "rgba(0, 0, 0, 0)"}
    figure.add_scatter(x=across, y=down, mode="markers", marker=clear, hoverinfo="none", showlegend=False)

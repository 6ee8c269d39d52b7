"""The grid of a sweep, as a Plotly figure that can be clicked."""

from collections.abc import Iterable, Sequence

import plotly.graph_objects as go

from dashboard.shared.palette import INK, TRUTH


def heat(
    values, across: Sequence[str], down: Sequence[str], texts, x_title: str, y_title: str, dark: bool
) -> go.Figure:
    """A grid of shares in percent (None where there is none yet), each with its words."""
    red, green, blue = (int(TRUTH.both[k : k + 2], 16) for k in (1, 3, 5))
    clear, full = (f"rgba({red}, {green}, {blue}, {alpha})" for alpha in (0.05, 0.55))
    figure = go.Figure()
    known = [value for row in values for value in row if value is not None]
    low, high = (min(known), max(known) + 1e-9) if known else (0, 100)
    filled = [
        ["" if value is None else text for value, text in zip(*row, strict=True)]
        for row in zip(values, texts, strict=True)
    ]
    figure.add_heatmap(
        z=values, x=list(across), y=list(down), text=filled, texttemplate="%{text}", textfont={"color": INK.on(dark)},
        hoverinfo="text", showscale=False, xgap=3, ygap=3, zmin=low, zmax=high, colorscale=[[0, clear], [1, full]],
    )  # fmt: skip
    missing = [(a, d, texts[j][k]) for j, d in enumerate(down) for k, a in enumerate(across) if values[j][k] is None]
    if missing:
        x, y, words = zip(*missing, strict=True)
        figure.add_scatter(
            x=x, y=y, text=words, mode="text", textfont={"color": INK.on(dark)}, hoverinfo="skip", showlegend=False
        )
    axis = {
        "type": "category",
        "categoryorder": "array",
        "showgrid": False,
    }  # all of it, though no cell has a value yet
    figure.update_xaxes(title=x_title, categoryarray=list(across), range=[-0.5, len(across) - 0.5], **axis)
    figure.update_yaxes(title=y_title, categoryarray=list(down), range=[len(down) - 0.5, -0.5], **axis)
    figure.update_layout(height=120 + 70 * len(down), margin={"l": 8, "r": 8, "t": 8, "b": 8})
    return figure


def clickable(figure: go.Figure, cells: Iterable[tuple[str, ...]]) -> None:
    """Lay a clear mark over the number in each cell (across, down): Streamlit hears of clicks on marks, and of none on
    a heat map."""
    across, down = zip(*cells, strict=True)
    clear = {"symbol": "square", "size": 60, "color": "rgba(0, 0, 0, 0)"}
    figure.add_scatter(x=across, y=down, mode="markers", marker=clear, hoverinfo="none", showlegend=False)

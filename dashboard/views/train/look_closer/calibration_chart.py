"""How sure a network is, against how often it is right, as a Plotly figure."""

import numpy as np
import plotly.graph_objects as go

from dashboard.shared.palette import FAINT, TRUTH

FEW = 20  # digits: of fewer, chance alone moves the share that is right by ten percent and more


def reliability(sure, right, count, dark: bool) -> go.Figure:
    """How often a network is right, against how sure it was; the diagonal is honesty.

    Bins of few digits are faint circles beside the line, with their count.
    """
    sure, right, count = 100 * np.asarray(sure, float), 100 * np.asarray(right, float), np.asarray(count)
    enough, few = count >= FEW, (count > 0) & (count < FEW)
    hover = "sure: %{x:.1f} %<br>right: %{y:.1f} %<br>%{customdata:,} digits<extra></extra>"
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        line={"dash": "dot", "color": FAINT.both, "width": 1},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=sure[enough],
        y=right[enough],
        customdata=count[enough],
        mode="lines+markers",
        line={"color": TRUTH.on(dark), "width": 2.5},
        marker={"size": 4 + 3 * np.log10(count[enough])},
        hovertemplate=hover,
        showlegend=False,
    )
    figure.add_scatter(
        x=sure[few],
        y=right[few],
        customdata=count[few],
        mode="markers+text",
        text=[f"{n}" for n in count[few]],
        textposition="bottom center",
        marker={"size": 8, "symbol": "circle-open", "color": FAINT.both},
        textfont={"color": FAINT.both},
        hovertemplate=hover,
        showlegend=False,
    )
    figure.update_xaxes(title="how sure it is", ticksuffix=" %", range=[0, 102])
    figure.update_yaxes(title="how often it is right", ticksuffix=" %", range=[0, 102])
    figure.update_layout(height=320, margin={"l": 8, "r": 16, "t": 8, "b": 8})
    return figure

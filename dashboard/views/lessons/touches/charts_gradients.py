"""Arrays become the figures of lessons about slopes and gradients; nothing here knows Streamlit."""

import numpy as np
import plotly.graph_objects as go

from dashboard.shared.charts import drawn_once
from dashboard.shared.palette import GRADIENT, LOSS, SIGNED_GRADIENT, TRUTH, VALUE
from dashboard.views.lessons.touches.charts_learning import LAYOUT


def _tangent(figure: go.Figure, at: float, height: float, slope: float, dark: bool) -> None:
    """A point of a curve, and the straight line that leaves it with the same slope."""
    run = np.array([-1.5, 1.5])
    colour = GRADIENT.on(dark)
    figure.add_scatter(
        x=at + run,
        y=height + slope * run,
        mode="lines",
        name="the slope here",
        line={"color": colour, "width": 2.5, "dash": "dash"},
    )
    figure.add_scatter(
        x=[at], y=[height], mode="markers", showlegend=False, marker={"color": colour, "size": 11}, hoverinfo="skip"
    )


@drawn_once
def bend(z, a, slopes, at: int, name: str, dark: bool) -> go.Figure:
    """An activation and its slope, (points,) each; point `at` has its tangent."""
    figure = go.Figure()
    hover = "z = %{x:.2f}<br>a = %{y:.3f}<br>slope = %{customdata:.3f}<extra></extra>"
    figure.add_scatter(
        x=z,
        y=a,
        customdata=slopes,
        mode="lines",
        name=name,
        line={"color": VALUE.on(dark), "width": 2.5},
        hovertemplate=hover,
    )
    thin = {"color": GRADIENT.on(dark), "width": 1.5, "dash": "dot"}
    figure.add_scatter(x=z, y=slopes, mode="lines", name="its slope", line=thin, hoverinfo="skip")
    _tangent(figure, z[at], a[at], slopes[at], dark)
    figure.update_xaxes(title="weighted sum z", range=[z[0], z[-1]])
    figure.update_yaxes(title="activation a", range=[min(np.min(a), 0) - 0.2, min(np.max(a), 2.5) + 0.2])
    return figure.update_layout(**LAYOUT)


@drawn_once
def surprise(z, loss, slopes, at: int, digit: int, dark: bool) -> go.Figure:
    """The loss against the logit of the right class, (points,); point `at` has its tangent."""
    figure = go.Figure()
    hover = "logit = %{x:.2f}<br>loss = %{y:.3f}<br>slope = %{customdata:.3f}<extra></extra>"
    line = {"color": LOSS.on(dark), "width": 2.5}
    figure.add_scatter(x=z, y=loss, customdata=slopes, mode="lines", name="loss", line=line, hovertemplate=hover)
    _tangent(figure, z[at], loss[at], slopes[at], dark)
    figure.update_xaxes(title=f"logit of class {digit}", range=[z[0], z[-1]])
    figure.update_yaxes(title="loss", range=[-0.5, float(np.max(loss)) + 0.5])
    return figure.update_layout(**LAYOUT)


@drawn_once
def paths(names, terms, on, dark: bool) -> go.Figure:
    """What each path adds, (paths,); those that are off are drawn faint."""
    colours = [(SIGNED_GRADIENT[1] if term > 0 else SIGNED_GRADIENT[0]).on(dark) for term in terms]
    opacity = [1.0 if kept else 0.2 for kept in on]
    figure = go.Figure(go.Bar(x=terms, y=names, orientation="h", marker={"color": colours, "opacity": opacity}))
    figure.update_traces(hovertemplate="%{y}: %{x:+.4f}<extra></extra>")
    figure.update_xaxes(title="adds to the gradient", zeroline=True)
    figure.update_yaxes(autorange="reversed", automargin=True)
    return figure.update_layout(**LAYOUT)


@drawn_once
def shares(before, after, moved: int, dark: bool) -> go.Figure:
    """Probabilities (K,) before and after one logit was moved."""
    classes = [str(k) for k in range(len(before))]
    figure = go.Figure()
    figure.add_bar(x=classes, y=before, name="before", marker={"color": VALUE.on(dark)}, opacity=0.35)
    figure.add_bar(x=classes, y=after, name=f"with logit {moved} moved", marker={"color": VALUE.on(dark)})
    figure.update_traces(hovertemplate="class %{x}: %{y:.4f}<extra></extra>")
    figure.update_xaxes(title="class", type="category")
    figure.update_yaxes(title="probability", range=[0, 1])
    return figure.update_layout(**LAYOUT)


@drawn_once
def cloud(single, means, dark: bool) -> go.Figure:
    """Two parts of the gradient: of single digits (digits, 2), of mini-batches (batches, 2), and of all digits
    together."""
    figure = go.Figure()
    faint, strong = (
        {"color": VALUE.on(dark), "size": 5, "opacity": 0.3},
        {"color": GRADIENT.on(dark), "size": 7, "symbol": "diamond-open"},
    )
    figure.add_scatter(x=single[:, 0], y=single[:, 1], mode="markers", name="one digit", marker=faint, hoverinfo="skip")
    figure.add_scatter(
        x=means[:, 0], y=means[:, 1], mode="markers", name="a mini-batch", marker=strong, hoverinfo="skip"
    )
    centre = single.mean(axis=0)
    star = {"color": TRUTH.on(dark), "size": 14, "symbol": "cross"}
    figure.add_scatter(x=[centre[0]], y=[centre[1]], mode="markers", name="all digits", marker=star)
    width = 3 * single.std(axis=0)
    figure.update_xaxes(title="where digits differ most", range=[centre[0] - width[0], centre[0] + width[0]])
    figure.update_yaxes(title="and second most", range=[centre[1] - width[1], centre[1] + width[1]])
    return figure.update_layout(**LAYOUT)

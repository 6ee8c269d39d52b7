"""What training and test digits said after each epoch, where a run was to read them as well: overfitting, seen."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from dashboard.runs.store import EpochFigures, Look, open_store
from dashboard.shared.charts import CONFIG, DASHES, loss_axis
from dashboard.shared.numbers import percent
from dashboard.shared.palette import LOSS
from dashboard.shared.theme import is_dark, small
from dashboard.views.train.snapshot import Snapshot

PARTS = ("training", "test")


def looks(seen: Snapshot) -> None:
    """The losses of all digits by epoch; nothing for a run that reads those held back alone."""
    if seen.config.also_read == "held back":
        return
    with open_store() as store:
        found: dict[str, Sequence[Look | EpochFigures]] = {part: store.looks(seen.record.id, part) for part in PARTS}
    found["held back"] = [figures for figures in seen.epochs if figures.epoch]
    found = {part: points for part, points in found.items() if points}
    if not found:
        return
    said = ", ".join(f"{percent(points[-1].accuracy)} of the {part} digits" for part, points in found.items())
    st.markdown(f"After epoch {max(points[-1].epoch for points in found.values()):,} it reads {said}.")
    chart = losses(found, is_dark())
    st.plotly_chart(chart, key="looks", config=CONFIG, alt=f"Losses by epoch; at the end it reads {said}.")
    small(
        "To look at, not to choose by: whoever chooses settings by the test digits has none left to be judged on. "
        "Penalties are not counted in."
    )


def losses(found: Mapping[str, Sequence[Look | EpochFigures]], dark: bool) -> go.Figure:
    """A line for each kind of digits, told apart by its dashes."""
    traces = [
        go.Scatter(
            x=[point.epoch for point in points],
            y=[point.loss for point in points],
            name=f"{part} digits",
            mode="lines",
            line={"color": LOSS.on(dark), "width": 2, "dash": dash},
        )
        for (part, points), dash in zip(found.items(), DASHES, strict=False)
    ]
    axis = loss_axis(*([point.loss for point in points] for points in found.values()))
    layout = {
        "xaxis": {"title": "epoch"}, "yaxis": {"title": "loss", **axis}, "height": 260,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8}, "legend": {"orientation": "h", "y": -0.3, "x": 0},
        "uirevision": "looks",
    }  # fmt: skip
    return go.Figure(traces, layout)

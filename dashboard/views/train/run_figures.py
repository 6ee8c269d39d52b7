"""How far a run is: the numbers of the moment, and its curves."""

import numpy as np
import streamlit as st

from core.config import Config
from core.datasets.catalogue import DATASETS
from core.losses import LOSSES, smooth
from dashboard.components.live import live
from dashboard.runs.standing import LIVE, numbers
from dashboard.runs.store import ENDED
from dashboard.shared.charts import CONFIG, Line
from dashboard.shared.numbers import percent
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.train.snapshot import Snapshot
from dashboard.views.train.training_chart import training

AXES = ("steps", "epochs", "seconds")


def figures(seen: Snapshot) -> None:
    """The numbers of the moment."""
    last = seen.epochs[-1].accuracy if seen.epochs else None
    untrained = len(seen.epochs) == 1 and seen.epochs[0].step == 0
    loss = float(np.mean(seen.loss[-50:])) if len(seen.loss) else None
    with st.container(horizontal=True, gap=24):
        for label, value in numbers(seen.record, seen.config.epochs, loss, last, untrained, seen.imported):
            st.metric(label, value, width="content")


def floor(config: Config) -> float:
    """The least loss that smoothed labels allow; 0 where they are not smoothed."""
    if not config.label_smoothing:
        return 0.0
    return LOSSES[config.loss].floor(smooth(np.eye(DATASETS[config.data].classes), config.label_smoothing))


def curves(seen: Snapshot) -> None:
    """Loss and accuracy on one axis; those of a run that is under way grow with it."""
    record = seen.record
    above = st.container()
    unit = st.segmented_control(
        "Against", AXES, key="axis", default="steps", required=True, bind="query-params", label_visibility="collapsed"
    )
    if record.status in LIVE:
        with above:
            live.curves(record.id, str(unit), seen.config.epochs, floor(seen.config), seen.marks, key="live curves")
        return
    clock = np.concatenate([[0], seen.steps[: len(seen.seconds)]]), np.concatenate([[0.0], seen.seconds])
    per_epoch = record.total / seen.config.epochs or 1

    def place(steps):
        steps = np.asarray(steps, int)
        return {"steps": steps, "epochs": steps / per_epoch, "seconds": np.interp(steps, *clock)}[unit]

    line = Line(
        record.name or record.id,
        place(seen.steps[: len(seen.loss)]),
        seen.loss,
        place([figures.step for figures in seen.epochs]),
        [figures.loss for figures in seen.epochs],
        [figures.accuracy for figures in seen.epochs],
        seen.accuracy,
        None if seen.means is None else (place(seen.means[0]), seen.means[1]),
    )
    left = (record.total - record.step) / record.speed if record.speed and record.status not in ENDED else 0.0
    end = {"steps": record.total or 1, "epochs": seen.config.epochs, "seconds": clock[1][-1] + left}[unit]
    marks = [(float(place(step)), text) for step, text in seen.marks]
    taken = int(seen.steps[-1]) if len(seen.steps) else 0
    figure = training(line, unit, end, is_dark(), marks, record.test_accuracy, floor(seen.config))
    last = (
        f"{percent(seen.epochs[-1].accuracy, 1)} of the digits held back are read correctly"
        if seen.epochs
        else "nothing is known yet"
    )
    above.plotly_chart(
        enlarged(figure), key="curves", config=CONFIG, alt=f"Loss and accuracy over {taken:,} steps; {last}."
    )

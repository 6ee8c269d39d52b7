"""Runs beside each other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from dashboard.runs.comparison import differing, labels, parting
from dashboard.runs.store import Record, Store
from dashboard.shared.charts import CONFIG, Line
from dashboard.shared.numbers import counted, percent
from dashboard.shared.palette import RUNS
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.shared.verbatim import verbatim
from dashboard.views.runs.overlay_chart import overlay

MOST_BESIDE = len(RUNS)


def compare(store: Store, records: Sequence[Record]) -> None:
    """What differs between them, and their curves on one axis."""
    configs = [record.settings for record in records]
    losses = [store.curve(record.id, "loss") for record in records]
    names = labels(records)
    different = differing(configs)
    columns = {"run": names, **different}
    columns["test accuracy"] = [
        "–" if record.test_accuracy is None else percent(record.test_accuracy) for record in records
    ]
    columns["training time"] = [f"{record.seconds:.1f} s" for record in records]
    st.dataframe(columns, hide_index=True, alt="The settings in which these runs differ, and what they reached.")
    if not different:
        st.markdown("Their settings are the same, so they must agree to the last bit.")
    if len(records) == 2:
        st.markdown(agreement(names, losses))
    lines = []
    for name, loss, record in zip(names, losses, records, strict=True):
        epochs = store.epochs(record.id)
        steps = [figures.step for figures in epochs]
        accuracy = [figures.accuracy for figures in epochs]
        lines.append(
            Line(name, np.arange(1, len(loss) + 1), loss, steps, [figures.loss for figures in epochs], accuracy)
        )
    st.plotly_chart(
        enlarged(overlay(lines, is_dark())),
        key="overlay",
        config=CONFIG,
        alt=f"Loss and accuracy of {len(lines)} runs over their steps.",
    )


def agreement(names: Sequence[str], losses: Sequence[Any]) -> str:
    """How far the losses of two runs are the same numbers."""
    if without := [name for name, loss in zip(names, losses, strict=True) if not len(loss)]:
        whose = " and ".join(f"“{verbatim(name)}”" for name in without)
        return f"There are no losses of {whose} here, so nothing can be said of steps that both took."
    both = min(map(len, losses))
    if step := parting(*losses):
        return f"Their losses are the same number up to step {step - 1:,} and part at step **{step:,}**."
    return f"Their losses are the same numbers, bit for bit, in all {counted(both, 'step')} that both took."

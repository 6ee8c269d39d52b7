"""Move the logit of the right class and watch the loss and its slope."""

import numpy as np
import streamlit as st

from core.losses import SoftmaxCrossEntropy, one_hot
from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_gradients import surprise as figure
from lessons.page.blocks import printed

MOVES = np.arange(-80, 81) / 10


def losses(logits, label: int):
    """(logit of the label, loss, slope, probability) for each move, the other logits held still."""
    rows = logits + MOVES[:, None] * (np.arange(len(logits)) == label)
    y = one_hot(np.full(len(rows), label), len(logits))
    loss = SoftmaxCrossEntropy()
    p = loss.output(rows)
    slopes = loss.gradient(p, y)[:, label] * len(rows)  # each row is a digit of its own, and no mini-batch
    return rows[:, label], loss.each(rows, y), slopes, p[:, label]


@st.fragment
def surprise(logits, label: int) -> None:
    """`logits` (10,) of a handwritten `label`."""
    by = st.slider(
        f"Move the logit of class {label} by",
        -8.0,
        8.0,
        0.0,
        0.1,
        key="surprise by",
        bind="query-params",
    )
    z, loss, slopes, p = losses(logits, label)
    at = int(np.abs(MOVES - by).argmin())
    st.markdown(
        f"The right class gets **{printed(p[at], '.4f')}**. "
        f"The loss is **{loss[at]:.3f}**, and its slope p − 1 is **{printed(slopes[at], '+.4f')}**."
    )
    alt = (
        f"The loss against the logit of class {label}; here it is {loss[at]:.3f}, with slope "
        f"{printed(slopes[at], '+.3f')}."
    )
    st.plotly_chart(
        enlarged(figure(z, loss, slopes, at, label, is_dark())), key="surprise chart", config=CONFIG, alt=alt
    )

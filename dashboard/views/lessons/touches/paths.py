"""Switch paths to the loss on and off, and see what is left of a gradient."""

import numpy as np
import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_gradients import paths as figure
from lessons.page.blocks import printed

LARGEST = 8


@st.fragment
def paths(contributions, unit: int) -> None:
    """`contributions` (units, classes): what the path by each unit and class adds to the gradient of `unit`."""
    order = np.argsort(-np.abs(contributions), axis=None)[:LARGEST]
    names = [f"by unit {at // contributions.shape[1]} to class {at % contributions.shape[1]}" for at in map(int, order)]
    terms = contributions.ravel()[order]
    names.append(f"the {contributions.size - LARGEST} others")
    terms = np.append(terms, contributions.sum() - terms.sum())
    chosen = st.pills(
        "Paths that count", names, selection_mode="multi", default=names, key="paths on", bind="query-params"
    )
    on = [name in chosen for name in names]
    left = float(terms[on].sum())
    st.markdown(
        f"These paths add up to **{printed(left, '+.4f')}**. "
        f"All of them make **{printed(contributions.sum(), '+.4f')}**, the gradient of unit {unit}."
    )
    alt = f"What each path adds to the gradient of unit {unit}; {sum(on)} of {len(names)} bars count."
    st.plotly_chart(enlarged(figure(names, terms, on, is_dark())), key="paths chart", config=CONFIG, alt=alt)

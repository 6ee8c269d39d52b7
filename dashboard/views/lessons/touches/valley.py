"""Choose an optimizer and its learning rate, and see its way down a valley."""

import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_learning import valley as figure
from lessons.derivations.valley import CURVATURES, NAMES, STEPS, SUITS, loss, path
from lessons.page.blocks import printed

RATES = [0.002, 0.004, 0.006, 0.009, 0.0098, 0.0102, 0.02, 0.05, 0.1, 0.2]


@st.fragment
def valley() -> None:
    left, right = st.columns(2)
    name = left.selectbox(
        "Optimizer", [*NAMES], format_func=lambda one: NAMES[one], key="valley optimizer", bind="query-params"
    )
    rate = right.select_slider(
        "Learning rate",
        RATES,
        SUITS[name],
        key=f"valley rate {name}",
        bind="query-params",
    )
    way = path(name, rate, STEPS)
    st.markdown(
        f"The loss goes from {printed(loss(way[0]), '.3g')} to **{printed(loss(way[-1]), '.3g')}** in {STEPS} steps."
    )
    st.plotly_chart(
        enlarged(figure(way, CURVATURES, is_dark())),
        key="valley chart",
        config=CONFIG,
        alt=f"The way of {NAMES[name]} across a narrow valley.",
    )

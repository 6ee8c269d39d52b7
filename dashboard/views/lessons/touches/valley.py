"""Choose an optimizer and its learning rate, and see its way down a valley."""

import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_learning import valley as figure
from lessons.derivations.valley import CURVATURES, NAMES, SUITS, loss, path
from lessons.page.blocks import printed

RATES = [0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.066, 0.068, 0.1, 0.2]


@st.fragment
def valley() -> None:
    left, right = st.columns(2)
    name = left.selectbox("Optimizer", [*NAMES], format_func=lambda one: NAMES[one], key="valley optimizer")
    rate = right.select_slider("Learning rate", RATES, SUITS[name], key=f"valley rate {name}")
    way = path(name, rate, 40)
    st.markdown(
        f"The loss goes from {printed(loss(way[0]), '.3g')} to **{printed(loss(way[-1]), '.3g')}** in 40 steps."
    )
    st.plotly_chart(
        figure(way, CURVATURES, is_dark()),
        key="valley chart",
        config=CONFIG,
        alt=f"The way of {NAMES[name]} across a narrow valley.",
    )

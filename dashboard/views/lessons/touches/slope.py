"""Move along an activation and watch its slope."""

import numpy as np
import streamlit as st

from core.activations import ACTIVATIONS
from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.settings import spell
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_gradients import bend
from lessons.page.blocks import printed

SUMS = np.arange(-50, 51) / 10  # weighted sums


@st.fragment
def slope() -> None:
    which, where = st.columns([1, 2])
    name = which.selectbox(
        "Activation",
        list(ACTIVATIONS),
        index=list(ACTIVATIONS).index("sigmoid"),
        format_func=spell,
        key="slope of",
        bind="query-params",
    )
    z = where.slider(
        "Weighted sum",
        -5.0,
        5.0,
        1.0,
        0.1,
        key="slope at",
        bind="query-params",
    )
    row = ACTIVATIONS[name]
    a = row.f(SUMS)
    slopes = row.slope(SUMS, a) * 1.0
    at = int(np.abs(SUMS - z).argmin())
    here, value, steep = printed(z, ".1f"), printed(a[at]), printed(slopes[at])
    st.markdown(
        f"At {here} the unit hands on **{value}**, and of the gradient that arrives **{steep}** comes through it."
    )
    alt = f"{spell(name)} and its slope; at {here} the slope is {steep}."
    st.plotly_chart(
        enlarged(bend(SUMS, a, slopes, at, spell(name), is_dark())), key="slope chart", config=CONFIG, alt=alt
    )

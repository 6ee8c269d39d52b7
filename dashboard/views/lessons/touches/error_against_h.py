"""Make the step of a measured slope shorter and watch the digits of the two losses agree."""

import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_learning import errors as figure
from lessons.page.blocks import printed


@st.fragment
def error_against_h(losses, errors) -> None:
    """`losses` (15, 2) on either side, `errors` (2, 15) by central difference and by complex step, for h from 1e-1 to
    1e-15."""
    power = st.slider(
        "h = 10 to the minus",
        1,
        15,
        2,
        key="h power",
        bind="query-params",
    )
    right, left = (f"{loss:.15f}" for loss in losses[power - 1])
    agree = next((k for k, digits in enumerate(zip(right, left, strict=False)) if len(set(digits)) > 1), len(right))
    st.markdown(
        f"L(h) = :gray[{right[:agree]}]**{right[agree:]}** \n\nL(−h) = :gray[{left[:agree]}]**{left[agree:]}**\n\n"
        "Only the bold digits reach the difference. Error of the central difference: "
        f"**{printed(errors[0][power - 1], '.0e')}**, "
        f"of the complex step: **{printed(errors[1][power - 1], '.0e')}**."
    )
    st.plotly_chart(
        enlarged(figure(errors, power, is_dark())),
        key="h chart",
        config=CONFIG,
        alt="Both errors against h, with the chosen h marked.",
    )

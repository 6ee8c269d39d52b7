"""Choose a learning rate and see where the steps on a bowl lead."""

import streamlit as st

from core.optimizers import SGD
from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_learning import bowl as figure
from lessons.page.blocks import printed


def descent(rate: float, steps: int) -> list[float]:
    """Where core's gradient descent leads from w = 1 on a bowl of curvature 1, whose slope at w is w."""
    path = [1.0]
    for step in range(1, steps + 1):
        path.append(path[-1] + SGD().step(path[-1], (), step, rate))
    return path


@st.fragment
def bowl() -> None:
    left, right = st.columns(2)
    rate = left.slider(
        "Learning rate × curvature",
        0.05,
        2.4,
        0.3,
        0.05,
        key="bowl rate",
        bind="query-params",
    )
    steps = right.slider(
        "Steps",
        0,
        30,
        8,
        key="bowl steps",
        bind="query-params",
    )
    path = descent(rate, steps)
    where = "outside the picture" if abs(path[-1]) > 2 else f"at **{printed(path[-1], '.3g')}**"
    st.markdown(
        f"Each step multiplies the weight by 1 − {rate:.2f} = **{printed(round(1 - rate, 2), '.2f')}**. After {steps} "
        f"steps it is {where}."
    )
    st.plotly_chart(
        enlarged(figure(path, is_dark())),
        key="bowl chart",
        config=CONFIG,
        alt=f"A bowl, and the weight {where} after {steps} steps.",
    )

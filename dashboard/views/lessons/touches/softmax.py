"""Move one logit and watch all ten probabilities."""

import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_gradients import shares
from lessons.derivations.logits import raised
from lessons.page.blocks import printed


@st.fragment
def softmax(logits, moved: int) -> None:
    """`logits` (10,); `moved` is the class whose logit is moved first."""
    which, how_far = st.columns([1, 2])
    k = which.selectbox(
        "Logit of class",
        range(len(logits)),
        index=moved,
        key="softmax class",
        bind="query-params",
    )
    by = how_far.slider(
        "Move it by",
        -8.0,
        8.0,
        1.0,
        0.1,
        key="softmax by",
        bind="query-params",
    )
    before, after = raised(logits, k, 0.0), raised(logits, k, by)
    st.markdown(
        f"Class {k} goes from **{printed(before[k], '.3f')}** to **{printed(after[k], '.3f')}**. "
        f"Its slope is now **{printed(after[k] * (1 - after[k]), '.3f')}**; "
        "the ten probabilities still sum to 1."
    )
    alt = f"Ten probabilities before and after logit {k} was moved by {printed(by, '+.1f')}."
    st.plotly_chart(enlarged(shares(before, after, k, is_dark())), key="softmax chart", config=CONFIG, alt=alt)

"""Choose the size of a mini-batch and see how far its gradients scatter."""

import numpy as np
import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_gradients import cloud

BATCHES = 200


def means(gradients, size: int, seed: int = 0):
    """The mean of `size` rows drawn at random, (BATCHES, 2)."""
    drawn = np.random.default_rng(seed).integers(len(gradients), size=(BATCHES, size))
    return gradients[drawn].mean(axis=1)


@st.fragment
def batch(gradients) -> None:
    """`gradients` (digits, 2): two parts of the gradient of each digit alone."""
    size = st.select_slider(
        "Digits in a mini-batch", [2**k for k in range(9)], 1, key="batch size", bind="query-params"
    )
    found = means(gradients, size)
    spread = np.sqrt(((found - gradients.mean(axis=0)) ** 2).sum(axis=1).mean())
    alone = np.sqrt(gradients.var(axis=0).sum())
    st.markdown(
        f"With mini-batches of {size}, {BATCHES} gradients are on average **{spread / alone:.3f}** of the spread of "
        f"one digit away from the cross. One over the square root of {size} is {1 / np.sqrt(size):.3f}."
    )
    alt = f"{BATCHES} gradients of mini-batches of {size} among those of single digits."
    st.plotly_chart(enlarged(cloud(gradients, found, is_dark())), key="batch chart", config=CONFIG, alt=alt)

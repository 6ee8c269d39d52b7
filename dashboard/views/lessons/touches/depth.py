"""Choose how large the weights of twenty layers begin, and see what is left at the end, forwards and backwards."""

import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.theme import is_dark
from dashboard.views.lessons.touches.charts_learning import curves
from lessons.derivations.depth import DEEP, deep, root_mean_squares, theta_of
from lessons.page.blocks import printed

RULE = {"relu": "he", "tanh": "xavier", "sigmoid": "xavier"}
NAMES = {"relu": "ReLU, by He's rule", "tanh": "tanh, by Xavier's rule", "sigmoid": "sigmoid, by Xavier's rule"}


@st.cache_data(max_entries=256, show_spinner=False)
def sizes(activation: str, times: float, x, labels):
    network = deep(activation)
    return root_mean_squares(network, theta_of(network, RULE[activation], times), x, labels)


@st.fragment
def depth(x, labels) -> None:
    """`x` (N, 784) and its labels go through the network."""
    left, right = st.columns(2)
    activation = left.selectbox(
        "Activation", [*RULE], format_func=lambda one: NAMES[one], key="depth activation", bind="query-params"
    )
    times = right.slider(
        "Weights, times what the rule says", 0.5, 1.5, 1.0, 0.05, key="depth times", bind="query-params"
    )
    values, gradients = sizes(activation, times, x, labels)
    first, last, arrives, leaves = (
        printed(size, ".2g") for size in (values[0], values[-1], gradients[0], gradients[-1])
    )
    st.markdown(
        f"After {DEEP} layers the activations are **{last}** large, from {first} after the first; "
        f"the gradient that reaches the first is **{arrives}**, from {leaves} at the last."
    )
    lines = {"activations": values, "gradients": gradients}
    figure = curves(list(range(1, DEEP + 1)), lines, ("layer", "root mean square"), is_dark(), log=True)
    st.plotly_chart(
        enlarged(figure), key="depth chart", config=CONFIG, alt="The size of activations and gradients, layer by layer."
    )

"""Slide a digit about under the weights of one neuron and watch its weighted sum."""

import numpy as np
import streamlit as st

from dashboard.shared.palette import shades
from dashboard.shared.theme import is_dark
from lessons.page.blocks import Picture, printed
from lessons.page.pictures import png

FARTHEST = 6  # pixels that a digit can be moved


def moved(pixels, down: int, right: int):
    """The picture moved, with empty paper where nothing came in."""
    height, width = pixels.shape
    wide = np.pad(pixels, FARTHEST)
    return wide[FARTHEST - down : FARTHEST - down + height, FARTHEST - right : FARTHEST - right + width]


@st.fragment
def neuron(pixels, weights, bias: float) -> None:
    """`pixels` (28, 28), `weights` (784,)."""
    across, along = st.columns(2)
    right = across.slider(
        "Move the digit to the right", -FARTHEST, FARTHEST, 0, key="neuron right", bind="query-params"
    )
    down = along.slider(
        "Move it down",
        -FARTHEST,
        FARTHEST,
        0,
        key="neuron down",
        bind="query-params",
    )
    digit = moved(pixels, down, right)
    products = digit * weights.reshape(pixels.shape)
    above, below = float(products[products > 0].sum()), float(products[products < 0].sum())
    on_page = shades(is_dark())
    with st.container(horizontal=True):
        st.image(png(Picture(digit, ""), on_page), caption="The digit, where it lies now.", width=196)
        st.image(png(Picture(products, "", "value"), on_page), caption="The products, pixel by pixel.", width=196)
    st.markdown(
        f"For it speaks **{printed(above, '+.2f')}**, against it **{printed(below, '+.2f')}**, "
        f"and the bias is **{printed(bias, '+.2f')}**: "
        f"the weighted sum is **{printed(above + below + bias, '+.2f')}**."
    )

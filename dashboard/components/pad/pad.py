"""A pad to draw one digit on, anywhere on a page; what is drawn comes back as MNIST would have it."""

import streamlit as st

from dashboard.components.modules import component
from dashboard.data.drawing import read_drawing
from dashboard.data.normalised import Normalised
from dashboard.shared.palette import SIGNED_VALUE, colours

_pad = component("pad/pad", "shared/button", "shared/opinion")


def pad(key: str) -> Normalised | None:
    """Draw it; returns what is on it, or None while it is empty."""
    cursor = colours(value=SIGNED_VALUE[1], negative=SIGNED_VALUE[0])
    _pad(key=key, data={"colours": cursor}, default={"drawing": None}, on_drawing_change=lambda: None)
    return read_drawing((st.session_state.get(key) or {}).get("drawing"))

"""The confusion matrix as a Streamlit component: counts go in, the chosen cell comes out."""

import streamlit as st

from dashboard.components.modules import component
from dashboard.shared.palette import LOSS, TRUTH, colours

_confusion = component("confusion/confusion")


def confusion(counts, start: tuple[int, int], key: str) -> tuple[int, int]:
    """Draw `counts` (label, guess); the cell whose digits the person wants to see, at first `start`."""
    chosen = (st.session_state.get(key) or {}).get("cell", list(start))
    data = {"counts": counts.tolist(), "chosen": chosen, "colours": colours(truth=TRUTH, loss=LOSS)}
    state = _confusion(key=key, data=data, default={"cell": list(start)}, on_cell_change=lambda: None)
    label, guess = state.cell
    return int(label), int(guess)

"""A checkpoint is chosen by its step, and the address keeps which: a link shows the same moment."""

from typing import Any

import streamlit as st

from dashboard.shared.numbers import whole


def chosen_step(place: Any, label: str, steps: list[int], usual: int, key: str) -> int:
    """Draw the slider; the step that is chosen. A link to a step that was thinned out leads to the usual one."""
    asked = whole(st.query_params.get(key, ""), max(steps))
    start = asked if asked in steps else usual
    step = int(place.select_slider(label, steps, value=start, format_func=lambda step: f"{step:,}", key=f"{key} step"))
    if step == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = str(step)
    return step

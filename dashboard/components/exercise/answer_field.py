"""A line to type an answer in: what it says while it is typed, and what it says when it is to be checked."""

from typing import NamedTuple

import streamlit as st

from dashboard.components.modules import FOLDER, module


class Typed(NamedTuple):
    """What stands in the field, and what was handed in just now, if anything was."""

    text: str
    checked: str | None


_field = st.components.v2.component(
    "chainrule_answer_field",
    html=(FOLDER / "exercise/answer_field.html").read_text(encoding="utf-8"),
    css=(FOLDER / "exercise/answer_field.css").read_text(encoding="utf-8"),
    js=module("exercise/answer_field"),
)


def answer_field(key: str, placeholder: str = "", numeric: bool = False, longest: int = 300) -> Typed:
    """Draw it."""
    data = {"text": "", "placeholder": placeholder, "numeric": numeric, "longest": longest}
    state = _field(
        key=key, data=data, default={"text": ""}, on_text_change=lambda: None, on_checked_change=lambda: None
    )
    return Typed(str(state.text or ""), None if state.checked is None else str(state.checked))

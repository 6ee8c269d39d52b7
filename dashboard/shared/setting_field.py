"""The field of a setting in a form, made from what the configuration says about it."""

from dataclasses import Field
from typing import Any

import streamlit as st

from dashboard.shared.settings import spell, words


def whole_field(label: str, **more: Any) -> None:
    """A field for a whole number, however it is typed: Streamlit's own for whole numbers takes 1e9 for 1."""
    st.number_input(label, value=None, step=1.0, format="%.0f", **more)


def whole(value: Any) -> Any:
    """What such a field holds as the whole number that it is; another one stays, and is refused where it is used."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def value_of(setting: Field, key: str) -> Any:
    """What stands in the field of a setting."""
    value = st.session_state[key]
    return whole(value) if type(setting.default) is int else value


def setting_field(setting: Field, key: str) -> None:
    """The widget of a setting; its value is found under `key`, which starts at the default."""
    said, limits = words(setting), setting.metadata
    label = said.label
    text = f"{said.help} [Read why.](lessons?lesson={said.lesson})" if said.lesson else said.help
    st.session_state.setdefault(key, setting.default)
    if "choices" in limits:
        st.selectbox(label, limits["choices"], format_func=spell, key=key, help=text)
    elif isinstance(setting.default, bool):
        st.toggle(label, key=key, help=text)
    elif isinstance(setting.default, int):  # without limits of its own: beyond them it would turn red and say nothing
        whole_field(label, key=key, help=text)
    elif isinstance(setting.default, float):
        st.number_input(label, value=None, step=0.001, format="%g", key=key, help=text)
    else:
        st.text_input(label, key=key, help=text)

"""The field of a setting in a form, made from what the configuration says about it."""

from dataclasses import Field

import streamlit as st

from dashboard.shared.settings import spell, words


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
        st.number_input(label, value=None, step=1, key=key, help=text)
    elif isinstance(setting.default, float):
        st.number_input(label, value=None, step=0.001, format="%g", key=key, help=text)
    else:
        st.text_input(label, key=key, help=text)

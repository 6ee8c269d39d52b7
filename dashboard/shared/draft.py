"""The settings that a person has put together in the form on the page “Train” and not yet trained."""

import streamlit as st

from core.config import Config

DRAFT = "draft"  # its key in the state of the session
USUAL = Config()


def draft() -> Config:
    """Those settings, or the usual ones where nobody has been in the form yet."""
    return st.session_state.get(DRAFT, USUAL)


def keep_draft(config: Config) -> None:
    st.session_state[DRAFT] = config

"""What a page knows of the look that a person has chosen, and words set small in it."""

import streamlit as st


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def small(text: str) -> None:
    """Words beside the point, small but not faint: captions of Streamlit are too pale for many eyes."""
    st.markdown(f":small[{text}]")

"""What a page knows of the person in front of it, and how it speaks to them."""

import uuid

import streamlit as st


def browser() -> str:
    """A name for this browser, for a fair line: that of its cookie, or of this session where there is none."""
    cookie = st.context.cookies.get("_streamlit_xsrf", "")
    return cookie.split("|")[-2][:16] if cookie.count("|") >= 2 else st.session_state.setdefault("browser", uuid.uuid4().hex[:16])


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def refuse(error: Exception) -> None:
    """Say why a click did nothing: what its callback draws would take the place of the page's title."""
    st.toast(str(error), icon=":material/error:", duration="infinite")


def small(text: str) -> None:
    """Words beside the point, small but not faint: captions of Streamlit are too pale for many eyes."""
    st.markdown(f":small[{text}]")

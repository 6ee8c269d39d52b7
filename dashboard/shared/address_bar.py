"""What holds on every page stays in the address when a page writes its own part anew."""

from collections.abc import Mapping

import streamlit as st

PRESENT, TASK = "present", "task"
EVERYWHERE = (PRESENT, TASK)


def rewrite(query: Mapping[str, str]) -> None:
    """Make this the query of the page, beside what holds on every page."""
    kept = {name: st.query_params[name] for name in EVERYWHERE if name in st.query_params}
    st.query_params.from_dict({**query, **kept})

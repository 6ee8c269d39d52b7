"""In front of a class: large letters, and nothing on the page but what it is about."""

import streamlit as st

STYLE = """<style>
html {{ font-size: 18px; }}
header[data-testid="stHeader"], .st-key-{controls} {{ display: none; }}
.stMainBlockContainer {{ padding: 1rem 2rem; }}
</style>"""


def present(controls: str) -> None:
    """A switch that hides the menu and the container whose key is `controls`; the address keeps it as
    `present=true`."""
    wide = "Large letters, without the menu and the settings above: for a projector, or as a link for a class."
    if st.toggle("Present", key="present", bind="query-params", help=wide):
        st.html(STYLE.format(controls=controls))

"""The script that Streamlit runs for every page: it knows the pages and nothing else."""

from pathlib import Path

import streamlit as st

from dashboard.shared.navigation import PAGES

SHARED = Path(__file__).parents[1] / "shared"

st.set_page_config(page_title="Chainrule", page_icon=str(SHARED / "icon.png"), layout="wide")
st.html(SHARED / "shell.css")
st.navigation([page.streamlit() for page in PAGES], position="top").run()

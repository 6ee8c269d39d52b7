"""The script that Streamlit runs for every page: it knows the pages and nothing else."""

from pathlib import Path

import streamlit as st

from dashboard.navigation import PAGES

STATIC = Path(__file__).parent / "static"

st.set_page_config(page_title="Chainrule", page_icon=str(STATIC / "icon.png"), layout="wide")
st.html(STATIC / "shell.css")
st.navigation([page.streamlit() for page in PAGES], position="top").run()

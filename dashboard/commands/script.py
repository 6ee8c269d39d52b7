"""The script that Streamlit runs for every page: it knows the pages and nothing else."""

from pathlib import Path

import streamlit as st

from dashboard.components.connection.connection import connection
from dashboard.components.head.head import head
from dashboard.components.head.task import draw_task
from dashboard.shared.navigation import OWNER, PAGES
from dashboard.shared.presenting import style
from dashboard.shared.session import is_owner

SHARED = Path(__file__).parents[1] / "shared"
EMBEDDED = """<style>
header[data-testid="stHeader"] { display: none; }
.stMainBlockContainer { padding-top: 0.6rem !important; }
</style>"""

st.set_page_config(page_title="Chainrule", page_icon=str(SHARED / "icon.png"), layout="wide")
page = st.navigation([page.streamlit() for page in (*PAGES, *([OWNER] if is_owner() else []))], position="top")
st.html(SHARED / "shell.css")
head()
st.html(style())
draw_task(page.url_path)
if st.context.is_embedded:  # `?embed=true`: the page around it has a menu of its own
    st.html(EMBEDDED)
page.run()
connection()

"""The application as a host finds it that starts Streamlit itself: `streamlit run dashboard/app.py`."""

import streamlit as st

from dashboard.commands.server import SCRIPT, around
from dashboard.commands.serving import hosted

app = st.App(SCRIPT, **around(*hosted()))

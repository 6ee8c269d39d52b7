"""Set up a run, start it, watch it."""

import streamlit as st

from dashboard.lab import live, recent, setup
from dashboard.runs import engine

engine.start_up()
st.title("Train a network")

if run := st.query_params.get("run"):
    live.show(run)
else:
    st.markdown("Choose a network and how it learns, then press **Train**. It learns to read digits here, before your eyes.")
    if complaint := setup.take_link():
        st.warning(complaint)
    setup.form()
    recent.recent()

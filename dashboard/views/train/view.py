"""Set up a run, start it, watch it."""

import streamlit as st

from dashboard.runs import engine
from dashboard.shared.verbatim import verbatim
from dashboard.views.train import newest_runs, run_page
from dashboard.views.train.form import setup

engine.start_up()
st.title("Train a network")

if asked := st.query_params.get("run"):
    run_page.show(asked)
else:
    st.markdown(
        "Choose a network and how it learns, then press **Train**. It learns to read digits here, before your eyes."
    )
    if complaint := setup.take_link():
        st.warning(verbatim(complaint))
    setup.form()
    newest_runs.newest_runs()

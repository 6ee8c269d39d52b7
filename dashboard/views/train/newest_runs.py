"""One's newest runs, a click away from the form."""

import streamlit as st

from dashboard.runs.comparison import labels
from dashboard.runs.ownership import my_runs
from dashboard.runs.store import Record, open_store
from dashboard.shared.navigation import RUNS, TRAIN
from dashboard.shared.numbers import percent
from dashboard.shared.shown import shown
from dashboard.shared.verbatim import verbatim

NEWEST = 5  # of them are listed


@shown()
def newest_runs() -> None:
    """Links to the newest runs of this browser, where there are some."""
    with open_store() as store:
        records = my_runs(store.records())[:NEWEST]
    if not records:
        return
    st.markdown("#### Your newest runs")
    for record, name in zip(records, labels(records), strict=True):
        st.page_link(
            TRAIN.streamlit(),
            label=f"{verbatim(name)}: {standing(record)}",
            icon=":material/show_chart:",
            query_params={"run": record.id},
        )
    st.page_link(RUNS.streamlit(), label="All runs, and runs beside each other", icon=":material/table_rows:")


def standing(record: Record) -> str:
    """How a run stands, in few words."""
    if record.status == "finished" and record.test_accuracy is not None:
        return f"reads {percent(record.test_accuracy)} of the test digits"
    return f"{record.status}, {percent(record.step / max(record.total, 1), 0)} done" if record.total else record.status

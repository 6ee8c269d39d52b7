"""What can be done with the runs that are ticked in the list: stop them, delete them, all at once."""

from collections.abc import Sequence

import streamlit as st

from dashboard.runs.ownership import is_mine
from dashboard.runs.steering import steer
from dashboard.runs.store import ENDED, Record, open_store
from dashboard.shared.numbers import counted
from dashboard.shared.session import browser
from dashboard.shared.shown import shown_as_toast
from dashboard.shared.theme import small


def actions(chosen: Sequence[Record]) -> None:
    """Buttons for those of the chosen runs that are this browser's."""
    own = [record for record in chosen if is_mine(record)]
    if not own:
        return
    going = [record.id for record in own if record.status not in ENDED]
    with st.container(horizontal=True, vertical_alignment="center"):
        if going:
            st.button(f"Stop {counted(len(going), 'run')}", icon=":material/stop:", on_click=stop, args=(going,))
        with st.popover(f"Delete {counted(len(own), 'run')}", icon=":material/delete:"):
            st.markdown(f"{counted(len(own), 'run')} will be gone for good, with all curves and checkpoints.")
            ids = [record.id for record in own]
            st.button("Delete for good", type="primary", on_click=delete, args=(ids,))
        if len(own) < len(chosen):
            small(f"{counted(len(chosen) - len(own), 'run')} of others can be looked at, and not changed.")


def stop(runs: Sequence[str]) -> None:
    with shown_as_toast(), open_store() as store, store.transaction():
        for run in runs:
            steer(store, run, "stop", browser())


def delete(runs: Sequence[str]) -> None:
    with shown_as_toast(), open_store() as store:
        for run in runs:
            store.delete(run)

"""To take a class along, to close its door, and to delete it: one click each."""

import streamlit as st

from dashboard.runs.classes.attendance import ask_again
from dashboard.runs.classes.classes import Class, delete, open_door, renew_secret
from dashboard.runs.classes.room import delete_runs, runs_of
from dashboard.runs.classes.takeaway import as_csv, as_json
from dashboard.runs.store import open_store
from dashboard.shared.address_bar import rewrite
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.views.classroom.stored import NEW, STORED


@shown()
def part(found: Class) -> None:
    small(STORED)
    with open_store() as store:
        spreadsheet, program, runs = as_csv(store, found), as_json(store, found), len(runs_of(store, found.code))
    with st.container(horizontal=True):
        st.download_button("Export as CSV", spreadsheet, f"class-{found.code}.csv", "text/csv", icon=":material/table:")
        st.download_button(
            "Export as JSON", program, f"class-{found.code}.json", "application/json", icon=":material/data_object:"
        )
        with st.popover("Delete the class", icon=":material/delete:"):
            st.markdown(
                f"Its students, their answers and their {runs} runs are deleted for good. Export them first if you "
                "need them."
            )
            if st.button("Delete all of it", key="delete-class", type="primary"):
                with open_store() as store:
                    delete_runs(store, found.code)
                    delete(store, found.code)
                ask_again()
                rewrite({})
                st.rerun()
    door = st.toggle("Students can join", found.door, key="door")
    if door != found.door:
        with open_store() as store:
            open_door(store, found.code, door)
        st.rerun()
    if st.button("A new link for me", help="The old one opens nothing any more.", icon=":material/key:"):
        with open_store() as store:
            st.session_state[NEW] = (found.code, renew_secret(store, found.code))
        st.rerun()

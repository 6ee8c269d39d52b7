"""A student's page of the class: where the teacher is, the task, and what was done so far."""

import streamlit as st

from dashboard.runs.classes.answers import solved
from dashboard.runs.classes.attendance import ask_again
from dashboard.runs.classes.classes import LONGEST_NAME, Class, Student, join, remove
from dashboard.runs.classes.room import best_of
from dashboard.runs.store import open_store
from dashboard.shared.address_bar import rewrite
from dashboard.shared.navigation import CLASS
from dashboard.shared.numbers import percent
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.classroom import surveys


def page(found: Class, who: Student) -> None:
    st.title(verbatim(found.title))
    if surveys.is_asked():
        surveys.in_class(who)
        return
    st.markdown(f"You are here as **{verbatim(who.name)}**. Your teacher sees what you answer and the runs you start.")
    if not found.shown.get("bring") and not found.shown.get("task"):
        st.info("Look around as you like. When your teacher shows something, the way to it appears below.")
    with open_store() as store:
        done, best = solved(store, who.id), best_of(store, who.browser)
    st.markdown(
        f"So far you have solved **{len(done)}** exercise{'s' * (len(done) != 1)}"
        + (f", and your best network reads **{percent(best)}** of the digits held back." if best else ".")
    )
    for kind, (label, icon) in surveys.KINDS.items():
        query = {"class": found.code, "quiz": kind}
        st.page_link(CLASS.streamlit(), label=label, icon=icon, query_params=query)
    with st.expander("Your name, and leaving", key="leaving", on_change="rerun", bind="query-params"):
        rename(found, who)
        leave(who)


@shown()
def rename(found: Class, who: Student) -> None:
    name = st.text_input("Your name", who.name, max_chars=LONGEST_NAME, key="own-name")
    if st.button("Change the name") and name != who.name:
        with open_store() as store:
            join(store, found.code, name, who.browser)
        ask_again()
        st.rerun()


@shown()
def leave(who: Student) -> None:
    small("Leaving forgets your name and your answers here. Your runs stay yours.")
    if st.button("Leave the class", icon=":material/logout:"):
        with open_store() as store:
            remove(store, who.id)
        ask_again()
        rewrite({})
        st.rerun()

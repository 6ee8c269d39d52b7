"""The page of who is in no class: what a class is, the way in, and what works without one."""

from typing import Any

import streamlit as st

from dashboard.runs.classes.attendance import ask_again, attending
from dashboard.runs.classes.classes import LONGEST_TITLE, create, find, taught
from dashboard.runs.store import open_store
from dashboard.shared.address_bar import rewrite
from dashboard.shared.navigation import CLASS
from dashboard.shared.session import browser
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.classroom import giving, hand_in
from dashboard.views.classroom.stored import NEW, STORED


def page() -> None:
    st.title("Show it, hand it out, see who got it")
    st.markdown(
        "A class needs no accounts. You get a link to keep and a short code for the wall; students type the code and a "
        "name. You see who is here and what they answer, and bring everyone to where you are."
    )
    mine()
    new, coming = st.columns(2, gap="large")
    with new:
        st.markdown("#### New class")
        with st.form("new-class", border=False):
            title = st.text_input("What it is called", max_chars=LONGEST_TITLE, placeholder="Machine learning, Tuesday")
            if st.form_submit_button("New class", type="primary", icon=":material/groups:"):
                make(title)
    with coming:
        st.markdown("#### Join a class")
        with st.form("join-class", border=False):
            code = st.text_input("The code on the wall", max_chars=12, placeholder="abc234")
            if st.form_submit_button("Join", icon=":material/login:"):
                rewrite({"join": code})
                st.rerun()
    small(STORED)
    st.divider()
    st.markdown("#### Without a class")
    with fold("Make a task: a link to any view, with the controls that you leave and what is due", "make-task"):
        giving.form(None)
    with fold("Hand in: a signed code of the exercises that you have solved", "hand-in"):
        hand_in.student()
    with fold("Read the codes that were handed in, as a table", "read-codes"):
        hand_in.teacher()
    with fold("How usable is this? The System Usability Scale, and ten questions before and after", "usable"):
        st.page_link(CLASS.streamlit(), label="Ten questions, before", query_params={"quiz": "before"})
        st.page_link(CLASS.streamlit(), label="Ten questions, after", query_params={"quiz": "after"})
        st.page_link(CLASS.streamlit(), label="The System Usability Scale", query_params={"quiz": "usability"})


def fold(title: str, key: str) -> Any:
    """A fold that the address keeps open."""
    return st.expander(title, key=key, on_change="rerun", bind="query-params")


@shown()
def make(title: str) -> None:
    with open_store() as store:
        code, secret = create(store, title, browser())
    st.session_state[NEW] = (code, secret)
    ask_again()
    rewrite({"class": code})
    st.rerun()


@shown()
def mine() -> None:
    """The ways back into the classes of this browser."""
    with open_store() as store:
        teaching = taught(store, browser())
        who = attending().student
        attends = find(store, who.code) if who else None
    for one in teaching:
        label = f"Your class: {verbatim(one.title)}"
        st.page_link(CLASS.streamlit(), label=label, icon=":material/groups:", query_params={"class": one.code})
    if attends:
        label = f"The class you are in: {verbatim(attends.title)}"
        st.page_link(CLASS.streamlit(), label=label, icon=":material/school:", query_params={"class": attends.code})

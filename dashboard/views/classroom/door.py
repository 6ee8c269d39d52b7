"""A student joins with a name; the cookie that the browser has already keeps it, and nothing else is asked."""

import streamlit as st

from dashboard.runs.classes.attendance import ask_again
from dashboard.runs.classes.classes import LONGEST_NAME, find, join
from dashboard.runs.store import StoreError, open_store
from dashboard.shared.address_bar import rewrite
from dashboard.shared.navigation import CLASS
from dashboard.shared.session import browser, named
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim


def join_page(code: str) -> None:
    with open_store() as store:
        found = find(store, code)
    if found is None:
        st.title("Join a class")
        st.warning(
            "There is no class with this code: a letter may be missing, or the class was deleted.",
            icon=":material/search_off:",
        )
        st.page_link(CLASS.streamlit(), label="Type the code again", icon=":material/arrow_back:", query_params={})
        return
    st.title(f"Join {verbatim(found.title)}")
    with st.form("join", border=False):
        name = st.text_input("Your name, as your teacher knows you", max_chars=LONGEST_NAME, key="student-name")
        sent = st.form_submit_button("Join", type="primary", icon=":material/login:")
    small(
        "Your teacher sees this name, the page that you are on while you are there, what you answer and the runs that "
        "you start from now on. Nothing else is asked or stored; you can leave at any time, and your name and answers "
        "are forgotten."
    )
    if sent:
        enter(code, name)


@shown()
def enter(code: str, name: str) -> None:
    if not named(st.context.cookies):
        raise StoreError("Your browser keeps no cookies for this page. Allow them, load the page again, and join.")
    with open_store() as store:
        join(store, code, name, browser())
    ask_again()
    rewrite({"class": code})
    st.rerun()

"""A class without accounts: who opens it has two links, one to keep and one for the wall."""

import re

import streamlit as st

from dashboard.runs import engine
from dashboard.runs.classes.attendance import IN_HAND, ask_again
from dashboard.runs.classes.classes import find, redeem, student_of, teaches, use
from dashboard.runs.store import open_store
from dashboard.shared.address_bar import rewrite
from dashboard.shared.session import browser
from dashboard.shared.shown import say, shown
from dashboard.views.classroom import door, student, surveys, teacher, without

engine.start_up()


def code_of(text: str) -> str:
    """A code as people type it from a board."""
    return re.sub(r"[^a-z0-9]", "", text[:40].lower())


@shown()
def page() -> None:
    query = st.query_params
    if "teach" in query:
        open_for_teacher(query["teach"])
    code = code_of(query.get("class", ""))
    with open_store() as store:
        found = find(store, code) if code else None
        is_teacher = bool(found) and teaches(store, code, browser())
        who = student_of(store, browser())
        if found and (is_teacher or (who and who.code == code)):
            use(store, found)
    if found and is_teacher:
        st.session_state[IN_HAND] = code
        teacher.page(found)
    elif found and who and who.code == code:
        student.page(found, who)
    elif "join" in query or code:
        door.join_page(code_of(query.get("join", "")) or code)
    elif surveys.is_asked():
        surveys.alone()
    else:
        without.page()


def open_for_teacher(text: str) -> None:
    """Make this browser the teacher's by the secret link, and take the secret out of the address, where all see it."""
    code, _, secret = text[:200].partition(".")
    with open_store() as store:
        right = redeem(store, code, secret, browser())
    rewrite({"class": code} if right else {})
    ask_again()
    if right:
        st.rerun()
    say("This teacher's link is not complete, or its class was deleted. Open the link that you kept.")


page()

"""The head of every page: the switch for a projector, the QR code of the address on show; in a class, the way to where
the teacher is, and for the teacher the button that brings everyone here."""

import time

import streamlit as st

from dashboard.components.modules import component
from dashboard.runs.classes.attendance import attending, in_hand
from dashboard.runs.classes.classes import find, show
from dashboard.runs.store import open_store
from dashboard.shared.place import in_words, tidy
from dashboard.shared.presenting import presenting, take_link, take_switch
from dashboard.shared.shown import shown_as_toast
from dashboard.shared.verbatim import verbatim

LINK = "/link"  # where the server tells how others reach a place, see `dashboard.commands.link`
PULSE = "/pulse"  # and what the teacher of a class shows, see `dashboard.commands.pulse`
KEY = "head"

_head = component("head/head", "shared/button")


def head() -> None:
    """Draw it, and hear of it."""
    take_link()
    student = attending().student
    data = {
        "presenting": presenting(),
        "embedded": st.context.is_embedded,
        "attends": student.code if student else "",
        "teaches": in_hand(),
    }
    _head(
        key=KEY,
        data=data,
        default={"presenting": None},
        on_presenting_change=_switched,
        on_bring_change=_brought,
        on_changed_change=lambda: None,  # the page is drawn anew, which is all that is asked
    )


def _said(name: str):
    return (st.session_state.get(KEY) or {}).get(name)


def _switched() -> None:
    take_switch(_said("presenting"))


def _brought() -> None:
    """Show the students of the class where their teacher is."""
    place = tidy(str(_said("bring") or ""))
    with shown_as_toast(), open_store() as store:
        code = in_hand()
        found = find(store, code)
        if place and found:
            bring(store, code, place, bool(found.shown.get("take")))
            st.toast(verbatim(f"The class sees: Your teacher is at {in_words(place)}."), icon=":material/co_present:")


def bring(store, code: str, place: str, take: bool) -> None:
    """The students see the way to a place; with `take` they are taken there."""
    show(store, code, bring={"place": place, "words": in_words(place), "take": take, "at": time.time()})

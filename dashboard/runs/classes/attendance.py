"""What this browser is in a class: a student of one, the teacher of some, or neither, as most are."""

from typing import Any, NamedTuple

import streamlit as st

from dashboard.runs.classes import answers
from dashboard.runs.classes.classes import Class, Student, find, student_of, taught
from dashboard.runs.store import StoreError, open_store
from dashboard.shared.session import browser

ATTENDING = "attending"  # the key in the session: it is asked of the store once a visit
IN_HAND = "class in hand"  # of several classes that one teaches, the one whose page was opened last
SOLVED = "solved exercises"  # of this visit


class Attending(NamedTuple):
    """The class in which this browser is a student, and those that it teaches."""

    student: Student | None = None
    teaches: tuple[str, ...] = ()


def attending() -> Attending:
    """What was found when this visit began, or since `ask_again`."""
    if ATTENDING not in st.session_state:
        try:
            with open_store() as store:
                who = browser()
                codes = tuple(one.code for one in taught(store, who))
                st.session_state[ATTENDING] = Attending(student_of(store, who), codes)
        except StoreError:  # what the page does with the store will say so
            return Attending()
    found: Attending = st.session_state[ATTENDING]
    return found


def ask_again() -> None:
    """Somebody joined, left, or made a class: the next `attending` asks the store."""
    st.session_state.pop(ATTENDING, None)


def in_hand() -> str:
    """The code of the class that a teacher has to do with now, or nothing."""
    teaches = attending().teaches
    chosen = st.session_state.get(IN_HAND, "")
    return chosen if chosen in teaches else teaches[0] if teaches else ""


def my_class() -> Class | None:
    """The class in which this browser is a student, as it stands at this moment."""
    student = attending().student
    if student is None:
        return None
    try:
        with open_store() as store:
            return find(store, student.code)
    except StoreError:
        return None


def asked(exercise: str) -> dict[str, Any]:
    """What the teacher asks of this exercise just now: its `round`, and whether the answer is `shown`; or nothing."""
    found = my_class()
    question = found.shown.get("asked", {}) if found else {}
    return question if question.get("exercise") == exercise else {}


def report(
    exercise: str, answer: str, right: bool, hint: str, variant: str, round: int = 1, solved: bool | None = None
) -> None:
    """Tell the class of an answer; `solved` says whether it counts, where that is not the same as being right."""
    counts = right if solved is None else solved
    if counts:
        st.session_state.setdefault(SOLVED, set()).add(exercise)
    student = attending().student
    if student is None:
        return
    try:
        with open_store() as store:
            answers.record(store, student, answers.EXERCISE, exercise, answer, right, hint, variant, round)
    except StoreError:
        return  # the verdict on the page is what matters to who reads it


def solved_here() -> set[str]:
    """The exercises that this browser has solved in this visit, or in its class."""
    found: set[str] = set(st.session_state.get(SOLVED, ()))
    student = attending().student
    if student is not None:
        try:
            with open_store() as store:
                found |= answers.solved(store, student.id)
        except StoreError:
            return found
    return found

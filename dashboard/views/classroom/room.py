"""Who is here, where they are, and what they have done."""

import streamlit as st

from dashboard.components.head.head import bring
from dashboard.runs.classes.answers import EXERCISE, answers
from dashboard.runs.classes.classes import LONGEST_NAME, Class, Student, find, join, remove, show, students
from dashboard.runs.classes.presence import PRESENT
from dashboard.runs.classes.room import runs_of
from dashboard.runs.store import Store, open_store
from dashboard.shared.numbers import percent
from dashboard.shared.place import NO_PLACE, in_words, tidy
from dashboard.shared.shown import say, shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim

LOOK = 2.0  # seconds between two looks at the class


def part(found: Class) -> None:
    bringing(found)
    st.fragment(listing, run_every=LOOK)(found.code)
    with st.expander("Rename or remove a student", key="rename", on_change="rerun", bind="query-params"):
        one_student(found)


@shown()
def bringing(found: Class) -> None:
    """The way to a place for everyone; “Bring the class here” at the head of every page does the same."""
    with st.container(border=True):
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        link = left.text_input(
            "Bring everyone to this view",
            placeholder="step?digit=115&step=dz2",
            help="The address of any view. “Bring the class here”, at the head of every page, does the same.",
            key="bring-link",
        )
        take = right.toggle(
            "Take them there, without a click",
            bool(found.shown.get("take")),
            help="Otherwise they see “Your teacher is at …” and go when they like.",
        )
        with open_store() as store:
            if take != bool(found.shown.get("take")):
                show(store, found.code, take=take or None)
            if left.button("Bring everyone there", type="primary", icon=":material/co_present:"):
                if place := tidy(link):
                    bring(store, found.code, place, take)
                    st.rerun()
                say(NO_PLACE)
        if shown_now := found.shown.get("bring"):
            with right.container(horizontal=True, vertical_alignment="center"):
                small(f"They see: Your teacher is at **{verbatim(shown_now['words'])}** →")
                if st.button("End", key="end-bring"):
                    with open_store() as store:
                        show(store, found.code, bring=None)
                    st.rerun()


@shown()
def listing(code: str) -> None:
    with open_store() as store:
        found, rows = find(store, code), table(store, code)
    if found is None:
        st.rerun()
    here = sum(row["where"] != AWAY for row in rows)
    st.markdown(f"**{here}** of {len(rows)} are here." if rows else "Nobody has joined yet.")
    if rows:
        st.dataframe(
            rows,
            hide_index=True,
            height=min(38 + 35 * len(rows), 600),
            key="room",
            alt="The students, where each is, and what each has done.",
        )


AWAY = "–"


def table(store: Store, code: str) -> list[dict]:
    """A row for each student."""
    every, runs = answers(store, code, EXERCISE), runs_of(store, code)
    return [row(one, every, runs) for one in students(store, code)]


def row(one: Student, every, runs) -> dict:
    own = [answer for answer in every if answer.student == one.id]
    best = [run.best for run in runs if run.student.id == one.id and run.best is not None]
    place = PRESENT.where(one.id)
    return {
        "student": one.name,
        "where": AWAY if place is None else in_words(place),
        "solved": len({answer.question for answer in own if answer.right}),
        "not yet": len({answer.question for answer in own} - {answer.question for answer in own if answer.right}),
        "runs": sum(run.student.id == one.id for run in runs),
        "best held back": percent(max(best)) if best else AWAY,
    }


@shown()
def one_student(found: Class) -> None:
    with open_store() as store:
        here = {one.id: one for one in students(store, found.code)}
        if not here:
            st.markdown("There is none yet.")
            return
        chosen = st.selectbox("Student", list(here), format_func=lambda id: here[id].name, key="student")
        name = st.text_input("Name", here[chosen].name, max_chars=LONGEST_NAME, key=f"rename-{chosen}")
        with st.container(horizontal=True):
            if st.button("Rename", key="rename-student"):
                join(store, found.code, name, here[chosen].browser)
                st.rerun()
            if st.button("Remove from the class", key="remove-student", icon=":material/person_remove:"):
                remove(store, chosen)
                st.rerun()

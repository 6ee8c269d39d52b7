"""Networks with one real bug each: look at the symptoms, name the line, see it mended."""

import streamlit as st

from dashboard.components.exercise.progress import progress
from dashboard.shared.theme import small
from dashboard.views.clinic import words
from dashboard.views.clinic.naming import HANDED_IN, exercise, question
from dashboard.views.clinic.symptoms import symptoms
from lessons.clinic.course import course
from lessons.clinic.gradient_check import gradient_check
from lessons.clinic.patient import Patient
from lessons.clinic.patients import BY_SLUG, PATIENTS

SLUGS = list(BY_SLUG)


def move(slug: str) -> None:
    """Another patient is looked at: what was answered is not about this one."""
    st.query_params.from_dict({"patient": slug})
    st.session_state["patient"] = slug
    st.session_state["show"] = False
    st.session_state.pop(HANDED_IN, None)


def choose() -> Patient:
    """Which patient is looked at."""
    asked = st.query_params.get("patient")
    here = SLUGS.index(asked) if asked in SLUGS else 0
    st.session_state["patient"] = SLUGS[here]
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.selectbox(
        "Patient",
        SLUGS,
        format_func=lambda slug: f"{SLUGS.index(slug) + 1} · {BY_SLUG[slug].title}",
        key="patient",
        on_change=lambda: move(st.session_state["patient"]),
        help="From those whose gradient check points at one array to those that hardly show anything.",
    )
    row = right.container(horizontal=True, horizontal_alignment="right")
    for label, by, icon in (("Previous", -1, ":material/chevron_left:"), ("Next", 1, ":material/chevron_right:")):
        row.button(label, on_click=move, args=(SLUGS[(here + by) % len(SLUGS)],), icon=icon)
    return PATIENTS[here]


st.title("Bug clinic")
st.markdown(
    "Each of these networks has **one bug that somebody really had**, planted in core's own lines. Many of them learn "
    "all the same: learning forgives bugs, as Simard, Steinkraus and Platt found in 2003. Look at the symptoms, name "
    "the line, and see what becomes of it when it is mended."
)
looked_at = choose()
progress([exercise(patient) for patient in PATIENTS], key="progress of the clinic")
st.markdown(f"*“{looked_at.complaint}”*")
small(words.described(looked_at.config))
with st.spinner("Training the patient …"):
    its_course = course(looked_at)
    course(looked_at, mended=True)
    gradient_check(looked_at)
symptoms(looked_at, its_course)
with st.container(key="exercise-clinic"):  # it can be answered in a task as well
    question(looked_at, its_course)

"""Questions that were solved some days ago, asked again one after the other."""

import streamlit as st

from dashboard.components.exercise.again import Due, again
from dashboard.views.lessons import exercises
from dashboard.views.lessons.page import link
from lessons.exercises.recognise import quick
from lessons.page.example import Example
from lessons.page.named import exercise_named

ASKED, GONE = "question that came back", "questions that are gone"


@st.fragment
def coming_back(digit: Example) -> None:
    """The choice, and today's questions one at a time: one that was answered stays until the next is asked for."""
    gone: list[str] = st.session_state.setdefault(GONE, [])
    due = again(gone, key="again")
    before: Due | None = st.session_state.get(ASKED)
    order = [one for one in ([before, *due] if before else due) if one.id not in gone]
    if not order:
        return
    asked = st.session_state[ASKED] = order[0]
    found = exercise_named(asked.id, digit)
    if found is None:
        gone.append(asked.id)
        st.rerun(scope="fragment")  # the browser hears of it, and the next one is looked for
    lesson, exercise = found
    exercises.draw(quick(exercise), asked.id, digit.context, asked.step + 1)  # not the very numbers that were solved
    link(lesson, f"From lesson {lesson.number}: {lesson.title}", icon=":material/arrow_forward:")
    waiting = [one for one in due if one.id != asked.id]
    answered = len(waiting) == len(due)
    if (waiting or answered) and st.button("Next question" if waiting else "That is all for today", key="again next"):
        st.session_state[ASKED] = waiting[0] if waiting else None
        st.rerun(scope="fragment")

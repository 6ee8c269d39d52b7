"""Questions that were solved some days ago, asked again one after the other."""

import streamlit as st

from dashboard.components.exercise.again import Due, again
from dashboard.views.lessons import exercises
from dashboard.views.lessons.page import link, names
from lessons.exercises import Exercise
from lessons.exercises.recognise import quick
from lessons.page.blocks import Question
from lessons.page.example import Example
from lessons.page.reader import Lesson, LessonError, lessons, load

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


def exercise_named(name: str, digit: Example) -> tuple[Lesson, Exercise] | None:
    """The exercise of this name, and its lesson; nothing where no lesson has it any more."""
    for lesson in lessons():
        if name.startswith(f"{lesson.slug}-"):
            try:
                blocks = load(lesson.path, digit)
            except LessonError:
                return None
            asked = [block.exercise for block in blocks if isinstance(block, Question)]
            return next(
                ((lesson, one) for one, own in zip(asked, names(lesson, blocks), strict=True) if own == name), None
            )
    return None

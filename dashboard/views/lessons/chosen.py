"""Some exercises and nothing else, by their names in the address: `lessons?exercise=softmax-derive1,softmax-workout1`.

They are asked on the same digit for everyone, so that a class can speak about the same numbers.
"""

import streamlit as st

from dashboard.data.lesson_digit import asked_for
from dashboard.shared.verbatim import verbatim
from dashboard.views.lessons import exercises
from dashboard.views.lessons.page import link
from lessons.page.named import exercise_named

EXERCISE = "exercise"  # the parameter
MOST = 10


def is_asked() -> bool:
    return bool(st.query_params.get(EXERCISE, "").strip(" ,"))


def draw_chosen() -> None:
    """Draw them, one below the other."""
    names = list(dict.fromkeys(name.strip() for name in st.query_params[EXERCISE].split(",") if name.strip()))[:MOST]
    digit = asked_for(st.query_params.get("digit", ""))
    found = {name: one for name in names if (one := exercise_named(name, digit))}
    st.title("Exercises" if len(names) > 1 else "An exercise")
    if gone := [name for name in names if name not in found]:
        st.info(f"No lesson has {verbatim(', '.join(name[:60] for name in gone))}.", icon=":material/info:")
    for name, (lesson, exercise) in found.items():
        exercises.draw(exercise, name, digit.context)
        link(lesson, f"From lesson {lesson.number}: {lesson.title}", icon=":material/arrow_forward:")

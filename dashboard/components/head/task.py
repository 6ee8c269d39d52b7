"""A task at the head of a page: its text, what is due, and of the page's controls those that it leaves."""

from urllib.parse import parse_qsl

import streamlit as st

from dashboard.runs.classes.attendance import my_class, solved_here
from dashboard.runs.classes.room import best_of
from dashboard.runs.store import StoreError, open_store
from dashboard.shared.address_bar import TASK
from dashboard.shared.controls_of_pages import places
from dashboard.shared.held import held, held_by, hold
from dashboard.shared.session import browser
from dashboard.shared.tasks import Goal, Task, goal_of, read_task
from dashboard.shared.verbatim import verbatim
from lessons.page.named import called

GIVEN = "task given"  # the key in the session of the task as it stands in a link, "" where there is none
WIDGETS = (
    "stButton",
    "stDownloadButton",
    "stSelectbox",
    "stMultiSelect",
    "stNumberInput",
    "stTextInput",
    "stTextArea",
    "stSlider",
    "stCheckbox",
    "stRadio",
    "stButtonGroup",
    "stFileUploader",
    "stPageLink",
)
BOXES = ("stExpander", "stPopover")
FREE = (".st-key-task-strip", '[class*="st-key-exercise-"]')  # what is asked can be answered
NOWHERE = "{ display: none; }"


def draw_task(path: str) -> None:
    """Draw the task of the address, or the one that this visit is about."""
    asked = st.query_params.get(TASK, "")
    if GIVEN not in st.session_state:
        st.session_state[GIVEN] = asked if read_task(asked) else ""
        if asked and not st.session_state[GIVEN]:
            st.warning("The task in this link cannot be read: part of it may be missing. You see the whole page.")
        if task := read_task(st.session_state[GIVEN]):
            hold(held_by(path, task, of_class(asked) or st.query_params.to_dict()))
    found = read_task(st.session_state[GIVEN])
    if found is None:
        st.query_params.pop(TASK, None)
        return
    st.query_params[TASK] = st.session_state[GIVEN]
    st.html(hidden(path, found))
    strip(found)


def of_class(asked: str) -> dict[str, str]:
    """The query of the task's link as the teacher of this student's class gave it, whatever the address says; nothing
    where the class has another task, or there is none."""
    found = my_class()
    place = found.shown.get("task", {}).get("place", "") if found else ""
    query = dict(parse_qsl(place.partition("?")[2]))
    return query if query.get(TASK) == asked else {}


def hidden(path: str, task: Task) -> str:
    """The style that leaves of a page's controls those of the task."""
    rules = ['header[data-testid="stHeader"] { display: none; }', ".stMainBlockContainer { padding-top: 3.8rem; }"]
    kept = places(path, task.controls)
    if kept is not None:
        whole = ", ".join(f"{place}, {place} *" for place in (*FREE, *kept.whole))
        opened = ", ".join((*FREE, *kept.whole, *kept.opened))
        widgets = ", ".join(f"[data-testid={name}]" for name in WIDGETS)
        boxes = ", ".join(f"[data-testid={name}]" for name in BOXES)
        rules += [
            f"[data-testid=stMain] [data-testid=stElementContainer]:has(> :is({widgets})):not({whole}) {NOWHERE}",
            f"[data-testid=stMain] :is({boxes}):not({whole}, :is({opened}) > *, :has({opened})) {NOWHERE}",
        ]
    return f"<style>{' '.join(rules)}</style>"


def strip(task: Task) -> None:
    """The text, what is due and what of it is done."""
    with st.container(border=True, key="task-strip"):
        for line in filter(str.strip, task.text.splitlines()):
            st.markdown(verbatim(line))
        if task.due:
            done = list(map(is_done, task.due))
            st.markdown("  \n".join(f"{MARKS[one]} {in_words(line)}" for one, line in zip(done, task.due, strict=True)))
        if st.button("Leave the task", key="leave-task", type="tertiary", icon=":material/close:"):
            st.session_state[GIVEN] = ""
            hold(None)
            st.query_params.pop(TASK, None)
            st.rerun()


MARKS = {True: "**✓ done:**", False: "☐", None: "•"}


def in_words(line: str) -> str:
    """What is due as a student reads it: an exercise by what it is called where it stands."""
    goal = goal_of(line)
    return f"solve {called(goal.exercise)}" if goal and goal.exercise else verbatim(line)


def is_done(line: str) -> bool | None:
    """Whether what is due is done; None where nobody but the student can say it."""
    goal = goal_of(line)
    if goal is None:
        return None
    return goal.exercise in solved_here() if goal.exercise else reached(goal)


def reached(goal: Goal) -> bool:
    """Whether a run of this browser has reached the accuracy on the digits held back, with so many parameters and with
    the settings that the task holds."""
    try:
        with open_store() as store:
            counts = limit.keeps if (limit := held()) else bool
            return best_of(store, browser(), goal.parameters, counts) >= goal.accuracy
    except StoreError:
        return False

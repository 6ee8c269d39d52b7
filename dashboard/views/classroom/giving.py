"""To make a task: a view, the controls that stay on it, a text, and what is due."""

import time

import streamlit as st

from dashboard.runs.classes.classes import Class, show
from dashboard.runs.store import open_store
from dashboard.shared.address_bar import TASK
from dashboard.shared.controls_of_pages import controls_of
from dashboard.shared.place import NO_PLACE, in_words, page_of, tidy
from dashboard.shared.qr_code import qr_svg
from dashboard.shared.reach import own_root, reach
from dashboard.shared.shown import say, shown
from dashboard.shared.tasks import LONGEST_TEXT, goal_of, tidied
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim

EXAMPLES = {
    "A learning rate to play with": (
        "train?network=784-32-relu-10&epochs=1",
        "Find a learning rate at which one epoch is enough for 95 %.",
        ("learning_rate",),
        "reach 95 %",
    ),
    "Few parameters, many digits": (
        "train?network=784-10-relu-10&epochs=5",
        "Who needs the fewest parameters?",
        ("network", "learning_rate", "epochs"),
        "reach 97 % with at most 10,000 parameters",
    ),
    "The walk back": ("step?tell=look&digit=115", "Walk back with this mistake. Where does the blame go?", (), ""),
    "Three exercises": (
        "lessons?exercise=softmax-derive1,cross-entropy-derive1,backpropagation-derive1",
        "Three formulas.",
        (),
        "solve softmax-derive1\nsolve cross-entropy-derive1\nsolve backpropagation-derive1",
    ),
}


def part(found: Class) -> None:
    if given := found.shown.get("task"):
        with st.container(horizontal=True, vertical_alignment="center"):
            small(f"The class has the task: **{verbatim(given['words'])}**.")
            if st.button("Take it back", key="end-task"):
                with open_store() as store:
                    show(store, found.code, task=None)
                st.rerun()
    form(found)


@shown()
def form(found: Class | None) -> None:
    """The form, and the link that it makes; with a class, the button that gives it to everyone."""
    start = st.selectbox("Start from", list(EXAMPLES), index=None, placeholder="an example", key="task-example")
    link, text, controls, due = EXAMPLES.get(start or "", ("", "", (), ""))
    key = f"task-{start}"
    view = st.text_input("The view", link, key=f"{key}-view", placeholder="the address of any page, as you see it")
    place = tidy(view) if view.strip() else ""
    page = page_of(place) if place else None
    if view.strip() and not page:
        say(NO_PLACE)
    if not page:
        return
    words = st.text_area("What you ask for", text, max_chars=LONGEST_TEXT, key=f"{key}-text", height=90)
    labels = {control.name: control.label for control in controls_of(page.path)}
    kept = st.multiselect(
        "Controls that stay; all others are hidden",
        list(labels),
        [name for name in controls if name in labels],
        format_func=lambda name: labels[name],
        key=f"{key}-controls-{page.path}",
    )
    lines = st.text_area(
        "What is due, a line each",
        due,
        key=f"{key}-due",
        height=110,
        placeholder="reach 97 % with at most 10,000 parameters\nsolve softmax-derive1",
    )
    task = tidied(words, tuple(kept), lines)
    known = [line for line in task.due if goal_of(line)]
    small(
        f"{len(known)} of {len(task.due)} lines tick themselves: “reach 97 %”, with or without “with at most 10,000 "
        "parameters”, and “solve” with the name of an exercise."
    )
    whole = f"{place}{'&' if '?' in place else '?'}{TASK}={task.written()}"
    shared = reach().link(whole, own_root())
    st.code(shared, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        with st.popover("QR code", icon=":material/qr_code:"):
            if picture := qr_svg(shared):
                st.image(picture, width=520)
            else:
                st.markdown("This link is too long for a QR code.")
        st.link_button("See it as they will", whole.lstrip("/"), icon=":material/visibility:")
        if found and st.button("Give it to the class", type="primary", icon=":material/assignment:"):
            give(found, whole, task.text.strip().splitlines()[0][:80] if task.text.strip() else in_words(place))


@shown()
def give(found: Class, place: str, words: str) -> None:
    with open_store() as store:
        show(store, found.code, task={"place": place, "words": words, "at": time.time()})
    st.rerun()

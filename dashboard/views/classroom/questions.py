"""A question's answers as they come in, hidden until they are shown: vote, discuss, vote again, both side by side."""

import streamlit as st

from dashboard.components.head.head import bring
from dashboard.data.lesson_digit import example, mistake
from dashboard.runs.classes.answers import EXERCISE, Answer, answers, by_hint, latest
from dashboard.runs.classes.classes import Class, find, show
from dashboard.runs.store import open_store
from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.shown import shown
from dashboard.shared.theme import is_dark, small
from dashboard.shared.verbatim import verbatim
from dashboard.views.classroom.votes_chart import figure, in_words, short
from lessons.page.named import called, exercise_named, named_exercises
from lessons.page.reader import lessons

LOOK = 2.0  # seconds between two looks
MOST = 12  # students who are named beside a hint


def part(found: Class) -> None:
    ask(found)
    st.fragment(result, run_every=LOOK)(found.code)


@shown()
def ask(found: Class) -> None:
    """Choose an exercise and put it before everyone."""
    digit = example(mistake())
    with st.container(border=True):
        left, right = st.columns(2)
        every = lessons()
        number = left.selectbox(
            "From lesson",
            range(len(every)),
            format_func=lambda k: f"{every[k].number}: {every[k].title}",
            key="ask-lesson",
            bind="query-params",
        )
        exercises = named_exercises(every[number], digit)
        name = (
            right.selectbox("Exercise", list(exercises), format_func=called, key="ask-exercise", bind="query-params")
            if exercises
            else None
        )
        if not name:
            right.markdown("This lesson has no exercise.")
            return
        st.markdown(exercises[name].prompt(digit.context))
        if st.button("Ask everyone", type="primary", icon=":material/how_to_vote:"):
            place = f"/lessons?exercise={name}"
            with open_store() as store:
                show(store, found.code, asked={"exercise": name, "round": 1, "shown": False})
                bring(store, found.code, place, bool(found.shown.get("take")))
            st.rerun()


@shown()
def result(code: str) -> None:
    """What came in: of the question that is asked, or of another that was answered."""
    with open_store() as store:
        found = find(store, code)
        every = answers(store, code, EXERCISE)
    if found is None:
        st.rerun()
    asked = found.shown.get("asked") or {}
    names = list(dict.fromkeys([*([asked["exercise"]] if asked else []), *(one.question for one in every)]))
    if not names:
        st.markdown("No answer has come in yet. Students' answers to every exercise of the lessons arrive here.")
        return
    name = st.selectbox("Answers to", names, format_func=called, key="answers-to", bind="query-params")
    about = [one for one in every if one.question == name]
    is_asked = asked.get("exercise") == name
    rounds = sorted({one.round for one in about} | ({asked["round"]} if is_asked else set()))
    now = asked["round"] if is_asked else (rounds[-1] if rounds else 1)
    count = len(latest(one for one in about if one.round == now))
    st.markdown(f"**{count}** answered{f' in round {now}' if len(rounds) > 1 else ''}.")
    visible = asked.get("shown", False) if is_asked else st.toggle("Show the answers", key=f"show-{name}")
    with st.container(horizontal=True):
        if is_asked:
            steer(found, asked)
    if visible or (is_asked and st.toggle("Show the answers to me alone", key=f"peek-{name}-{now}")):
        if bars := figure(about, rounds, is_dark()):
            st.plotly_chart(enlarged(bars), key="votes", config=CONFIG, alt=in_words(about, rounds))
        right(name, any(one.right for one in about))
        hints(about, now)


def right(name: str, was_found: bool) -> None:
    """What is right, open where nobody found it; nothing of an exercise that no lesson has any more."""
    digit = example(mistake())
    if there := exercise_named(name, digit):
        _, exercise = there
        label = "What is right" if was_found else "Nobody found it so far. What is right"
        with st.expander(label, expanded=not was_found, icon=":material/check:"):
            st.markdown(exercise.solution(digit.context))


def steer(found: Class, asked: dict) -> None:
    """What the teacher does with the question that is asked."""

    def become(**what) -> None:
        with open_store() as store:
            show(store, found.code, asked={**asked, **what})

    if not asked["shown"]:
        st.button(
            "Show answers, and what is right",
            type="primary",
            icon=":material/visibility:",
            on_click=become,
            kwargs={"shown": True},
        )
    st.button(
        "Vote again",
        icon=":material/replay:",
        on_click=become,
        kwargs={"round": asked["round"] + 1, "shown": False},
        help="After they have discussed it: both rounds stand side by side.",
    )
    st.button("End the question", on_click=end, args=(found.code,))


def end(code: str) -> None:
    with open_store() as store:
        show(store, code, asked=None, bring=None)


def hints(about: list[Answer], now: int) -> None:
    """The wrong answers by the hint that they got: what to speak about next."""
    groups = by_hint(one for one in about if one.round == now)
    if not groups:
        return
    st.markdown("#### Not yet right, by the hint that each got")
    for hint, group in groups:
        st.markdown(f"**{len(group)}** · {hint}")  # the exercise's own words
        small(verbatim(", ".join(f"{one.name}: {short(one.answer)}" for one in group[:MOST])))

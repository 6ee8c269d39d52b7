"""One exercise on a page: asked, answered, judged at once, explained."""

from dataclasses import replace
from functools import lru_cache
from zlib import crc32

import streamlit as st

from dashboard.components.exercise.answer_field import answer_field
from dashboard.components.exercise.progress import progress
from lessons.engine.forms.latex import latex
from lessons.exercises import CannotAsk, Context, Derive, Exercise, Verdict, WrongLine
from lessons.exercises.recognise import Recognise
from lessons.exercises.typed.tokens import Unreadable

KINDS = {  # what is asked for: the name of the kind, and of the button that hands in a choice
    "formula": ("Derive it", "Check"),
    "number": ("Work it out", "Check"),
    "choice": ("Predict it", "See what happens"),
    "line": ("Find the wrong line", "Check"),
}

NOTHING = -1  # is chosen: an answer that is asked for once more, and not a wrong one


@st.fragment
def draw(exercise: Exercise, key: str, context: Context) -> None:
    """Draw it. `key` is its name for good: the browser remembers under it that the exercise is done."""
    more = st.session_state.get(f"{key}-more", 0)  # how often another one was asked for
    asked_about = _reseeded(context, more)
    try:
        prompt, options = exercise.prompt(asked_about), exercise.options(asked_about)
    except CannotAsk as problem:
        st.info(str(problem), icon=":material/info:")
        return
    question = f"{key}-{more}-{crc32(repr((prompt, options)).encode()):08x}"  # another one forgets the old answer
    with st.container(border=True, key=f"exercise-{key}"):
        kind, badge = st.columns([3, 1], vertical_alignment="center")
        kind.markdown(f"**{_called(exercise)[0]}**")
        st.markdown(prompt)
        if options:
            reasons = exercise.reasons(asked_about) if isinstance(exercise, WrongLine) else ()
            _choose(exercise, options, reasons, question)
        else:
            _type(exercise, question)
        answer = st.session_state.get(f"{question}-answer")
        verdict = None if answer is None else exercise.judge(answer, asked_about)
        counts = exercise.asks != "choice" or _said_at_first(exercise, question, asked_about)
        if verdict:
            _say(verdict)
            if verdict.right and not counts:
                st.caption("It counts when it is said before it is seen. “Another one” asks you again.")
            with st.expander("Show me"):
                st.markdown(exercise.solution(asked_about))
        if exercise.varies and st.button(
            "Another one", key=f"{key}-another", icon=":material/casino:", type="tertiary"
        ):
            st.session_state[f"{key}-more"] = more + 1
            st.rerun(scope="fragment")
        with badge:
            progress(
                [key],
                key=f"{key}-progress",
                solved=bool(verdict and verdict.right and counts),
                missed=bool(verdict and not verdict.right and answer != NOTHING),
            )


@lru_cache(maxsize=128)
def _reseeded(context: Context, more: int) -> Context:
    """The same context for every rerun, because it remembers what it has worked out."""
    return replace(context, seed=context.seed + more)


def _said_at_first(exercise: Exercise, question: str, context: Context) -> bool:
    """Was the first choice right? The verdict on it shows the answer, so a later one says nothing."""
    first = st.session_state.get(f"{question}-first")
    return first is not None and exercise.judge(first, context).right


def _choose(exercise: Exercise, options: tuple[str, ...], reasons: tuple[str, ...], question: str) -> None:
    choice = st.radio(
        "Your answer",
        range(len(options)),
        index=None,
        format_func=lambda k: f"{k + 1}.\u2002{_large(options[k])}" if exercise.asks == "line" else _large(options[k]),
        captions=reasons or None,
        key=f"{question}-choice",
    )
    if st.button(_called(exercise)[1], key=f"{question}-check"):
        st.session_state[f"{question}-answer"] = NOTHING if choice is None else choice
        if choice is not None:
            st.session_state.setdefault(f"{question}-first", choice)


def _called(exercise: Exercise) -> tuple[str, str]:
    """What its kind is called, and its button."""
    return ("Do you know it still?", "Check") if isinstance(exercise, Recognise) else KINDS[exercise.asks]


def _large(line: str) -> str:
    """A formula of a line as large as one that stands alone."""
    return line.replace("$", "$\\displaystyle ", 1) if line.startswith("$") else line


def _type(exercise: Exercise, question: str) -> None:
    numeric = exercise.asks == "number"
    placeholder = "-0.0213 or 2.13e-2" if numeric else ""
    typed = answer_field(key=f"{question}-field", placeholder=placeholder, numeric=numeric)
    if isinstance(exercise, Derive):
        st.markdown(_read_as(exercise, typed.text) if typed.text.strip() else exercise.how_to_type())
    if typed.checked is not None:
        st.session_state[f"{question}-answer"] = typed.checked


def _read_as(exercise: Derive, text: str) -> str:
    """How a formula reads so far."""
    try:
        return f"This reads as\u2003${latex(exercise.read(text))}$"
    except Unreadable as problem:
        return str(problem)


def _say(verdict: Verdict) -> None:
    if verdict.right:
        st.success(verdict.message, icon=":material/check_circle:")
    else:
        st.warning(verdict.message, icon=":material/lightbulb:")

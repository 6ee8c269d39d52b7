"""One exercise on a page: asked, answered, judged at once, explained."""

from dataclasses import replace
from functools import lru_cache
from zlib import crc32

import streamlit as st

from dashboard.components.exercise.answer_field import answer_field
from dashboard.components.exercise.progress import progress
from dashboard.components.exercise.said import Said, said
from dashboard.runs.classes.attendance import asked, report
from dashboard.shared.handing_in import receipt
from dashboard.shared.numbers import whole
from dashboard.shared.session import browser
from dashboard.views.lessons.linked_answer import keep, linked
from lessons.engine.forms.latex import latex
from lessons.exercises import CannotAsk, Context, Derive, Exercise, Verdict, WrongLine
from lessons.exercises.number import Number
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
def draw(exercise: Exercise, key: str, context: Context, more: int = 0) -> None:
    """Draw it. `key` is its name for good: the browser remembers under it that the exercise is done. Before anything is
    said, `more` other ones are passed over."""
    link = st.session_state.setdefault(f"{key} linked", linked(key, more))  # as this visit began
    so_far = _so_far(key, link.more)
    given = link.text if so_far.more == link.more else ""
    asked_about = _reseeded(context, so_far.more)
    try:
        prompt, options = exercise.prompt(asked_about), exercise.options(asked_about)
    except CannotAsk as problem:
        st.info(str(problem), icon=":material/info:")
        return
    vote = asked(key)  # by the teacher of a class
    variant = f"{so_far.more}-{crc32(repr((prompt, options)).encode()):08x}"
    question = f"{key}-{variant}"  # another one forgets the old answer
    if vote:
        question += f"-{vote['round']}"  # so does another round
    with st.container(border=True, key=f"exercise-{key}"):
        kind, badge = st.columns([3, 1], vertical_alignment="center")
        kind.markdown(f"**{_called(exercise)[0]}**")
        st.markdown(prompt)
        answer: int | str | None
        first: int | str | None
        if options:
            reasons = exercise.reasons(asked_about) if isinstance(exercise, WrongLine) else ()
            heard = True
            typed = _choose(exercise, options, reasons, key, question, given)
            own = so_far.question == question and {so_far.answer, so_far.first} <= {None, *range(NOTHING, len(options))}
            answer, first = (so_far.answer, so_far.first) if own else (None, None)
        else:
            typed, handed_in = _type(exercise, question, given)
            heard = handed_in is not None
            answer = first = handed_in if heard else given if given.strip() and typed == given else None
        keep(key, so_far.more, typed, more)
        verdict = None if answer is None else exercise.judge(answer, asked_about)
        # the verdict on a first choice shows the answer, so a later one says nothing
        counts = exercise.asks != "choice" or (first is not None and exercise.judge(first, asked_about).right)
        if verdict and verdict.read and answer != NOTHING and heard:
            _report(key, question, variant, options, answer, verdict, counts, vote)
        if verdict and verdict.read and vote and not vote.get("shown"):
            st.info("Your answer is in, and can be changed until your teacher shows what is right.")
            verdict = None
        if verdict:
            _say(verdict)
            if not heard:
                st.caption("This answer came with the link. It counts once you check it yourself.")
            if verdict.right and not counts:
                st.caption("It counts only if you say it before you see it. “Another one” asks you again.")
            if not vote or vote.get("shown"):
                with st.expander("Show me"):
                    st.markdown(exercise.solution(asked_about))
        if exercise.varies:
            st.button(
                "Another one",
                key=f"{key}-another",
                icon=":material/casino:",
                type="tertiary",
                on_click=_another,
                args=(key,),
            )
        with badge:
            progress(
                [key],
                key=f"{key}-progress",
                solved=bool(heard and verdict and verdict.right and counts),
                missed=bool(heard and verdict and verdict.read and not verdict.right and answer != NOTHING),
                receipt=receipt(browser(), key) if heard and verdict and verdict.right and counts else "",
            )


def _report(key, question, variant, options, answer, verdict: Verdict, counts: bool, vote) -> None:
    """Tell the class of an answer, once."""
    told = f"{question}-told"
    if st.session_state.get(told) == answer:
        return
    st.session_state[told] = answer
    said = options[answer] if options else str(answer)
    report(key, said, verdict.right, verdict.message, variant, vote.get("round", 1), verdict.right and counts)


@lru_cache(maxsize=128)
def _reseeded(context: Context, more: int) -> Context:
    """The same context for every rerun, because it remembers what it has worked out."""
    return replace(context, seed=context.seed + more)


def _so_far(key: str, more: int) -> Said:
    """What was said to this exercise. A server that was started anew hears it from the page."""
    name, nothing = f"{key} so far", Said(more=more)
    kept = said(f"{key}-said", st.session_state.get(name, Said()))
    if st.session_state.get(name, nothing) == nothing:  # the page may be heard a moment after the first run
        st.session_state[name] = nothing if kept == Said() else kept
    return st.session_state[name]


def _another(key: str) -> None:
    st.session_state[f"{key} so far"] = Said(more=st.session_state[f"{key} so far"].more + 1)


def _hand_in(key: str, question: str) -> None:
    choice, before = st.session_state[f"{question}-choice"], st.session_state[f"{key} so far"]
    first = before.first if before.question == question else None
    answer = NOTHING if choice is None else choice
    st.session_state[f"{key} so far"] = Said(question, before.more, answer, choice if first is None else first)


def _choose(
    exercise: Exercise, options: tuple[str, ...], reasons: tuple[str, ...], key: str, question: str, given: str
) -> str:
    """What is chosen, as the address says it."""
    numbered = exercise.asks == "line" or options[0].startswith("$")  # to a screen reader a formula alone is no name
    chosen = st.radio(
        "Your answer",
        range(len(options)),
        index=whole(given, len(options) - 1),
        format_func=lambda k: f"{k + 1}.\u2002{_large(options[k])}" if numbered else _large(options[k]),
        captions=reasons or None,
        key=f"{question}-choice",
    )
    st.button(_called(exercise)[1], key=f"{question}-check", on_click=_hand_in, args=(key, question))
    return "" if chosen is None else str(chosen)


def _called(exercise: Exercise) -> tuple[str, str]:
    """What its kind is called, and its button."""
    return ("Do you still know it?", "Check") if isinstance(exercise, Recognise) else KINDS[exercise.asks]


def _large(line: str) -> str:
    """A formula of a line as large as one that stands alone."""
    return line.replace("$", "$\\displaystyle ", 1) if line.startswith("$") else line


def _type(exercise: Exercise, question: str, given: str) -> tuple[str, str | None]:
    """What stands in the field, and what was handed in last."""
    numeric = exercise.asks == "number"
    counted = isinstance(exercise, Number) and exercise.is_whole()
    placeholder = "" if counted or not numeric else "-0.0213 or 2.13e-2"
    typed = answer_field(f"{question}-field", given, placeholder=placeholder, numeric=numeric)
    if isinstance(exercise, Derive):
        st.markdown(_read_as(exercise, typed.text) if typed.text.strip() else exercise.how_to_type())
    if typed.checked is not None:
        st.session_state[f"{question}-answer"] = typed.checked
    return typed.text, st.session_state.get(f"{question}-answer")


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

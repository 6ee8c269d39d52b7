"""Before and after: ten questions on backpropagation in two forms, and the System Usability Scale."""

import streamlit as st

from dashboard.data.lesson_digit import example, mistake
from dashboard.runs.classes.answers import QUIZ, USABILITY, record
from dashboard.runs.classes.classes import Class, Student
from dashboard.runs.classes.scores import CSV_HEADS, scores
from dashboard.runs.store import open_store
from dashboard.shared.csv_text import csv_text
from dashboard.shared.interval import interval
from dashboard.shared.navigation import CLASS
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.usability import CENTRE, ENDS, HIGH, ITEMS, LOW, score
from lessons.page.quiz import AFTER, BEFORE, quiz

KINDS = {
    BEFORE: ("Ten questions, before", ":material/quiz:"),
    AFTER: ("Ten questions, after", ":material/quiz:"),
    "usability": ("How usable is this? Ten sentences", ":material/thumbs_up_down:"),
}
DIGITS = {BEFORE: 0, AFTER: 500}  # the forms are asked on the first digit from here on that the network reads wrongly


def is_asked() -> bool:
    return st.query_params.get("quiz") in KINDS


def in_class(who: Student) -> None:
    """The questionnaire of the address, whose answers the class keeps."""
    ask(st.query_params["quiz"], who)
    st.page_link(CLASS.streamlit(), label="Back to the class", query_params={"class": who.code})


def alone() -> None:
    st.title("Before and after")
    small("You are in no class, so nothing of this is stored: you see your own score, and nobody else does.")
    ask(st.query_params["quiz"], None)
    st.page_link(CLASS.streamlit(), label="Back", icon=":material/arrow_back:", query_params={})


def ask(kind: str, who: Student | None) -> None:
    st.markdown(f"### {KINDS[kind][0]}")
    usability(who) if kind == "usability" else questions(kind, who)


@shown()
def questions(form: str, who: Student | None) -> None:
    """Ten questions; what is right is not told, because the other form asks the same of other numbers."""
    items = quiz(form, example(mistake(DIGITS[form] - 1)))
    with st.form(f"quiz-{form}"):
        given = []
        for k, item in enumerate(items, 1):
            st.markdown(f"**{k}.** {item.exercise.prompt(item.context)}")
            options = item.exercise.options(item.context)
            numbered = [f"{n}.\u2002{option}" for n, option in enumerate(options, 1)]  # a formula alone is no name
            given.append(
                st.radio(
                    f"Answer {k}",
                    range(len(options)),
                    index=None,
                    format_func=numbered.__getitem__,
                    key=f"quiz-{form}-{k}",
                    label_visibility="collapsed",
                )
            )
        sent = st.form_submit_button("Hand in", type="primary")
    if not sent:
        return
    right = [
        answer is not None and item.exercise.judge(answer, item.context).right
        for item, answer in zip(items, given, strict=True)
    ]
    if who:
        with open_store() as store, store.transaction():
            for item, answer, good in zip(items, given, right, strict=True):
                said = "" if answer is None else item.exercise.options(item.context)[answer]
                record(store, who, QUIZ, item.name, said, good, variant=form)
    st.success(f"**{sum(right)} of {len(items)}** are right. Thank you.", icon=":material/check_circle:")


@shown()
def usability(who: Student | None) -> None:
    small(
        f"{LOW} is “{ENDS[0].lower()}”, {HIGH} is “{ENDS[1].lower()}”. Who cannot say leaves it: that counts as the "
        f"centre, {CENTRE}."
    )
    with st.form("usability"):
        marked = [
            st.radio(f"{k}. {item}", range(LOW, HIGH + 1), index=None, horizontal=True, key=f"sus-{k}")
            for k, item in enumerate(ITEMS, 1)
        ]
        sent = st.form_submit_button("Hand in", type="primary")
    if sent:
        given = [CENTRE if one is None else one for one in marked]
        if who:
            with open_store() as store, store.transaction():
                for k, answer in enumerate(given, 1):
                    record(store, who, USABILITY, f"{k:02d}", str(answer))
        st.success(f"That is a score of **{score(given):g}** of 100. Thank you.", icon=":material/check_circle:")


@shown()
def part(found: Class) -> None:
    """The teacher's view: each student's scores, their means, and a file."""
    with open_store() as store:
        rows = scores(store, found.code)
    small(
        "Students find the questionnaires on their page of the class. Both forms ask the same ten exercises about "
        "other digits and numbers, so their difficulty is the same and their answers are not."
    )
    columns: dict[str, list[float]] = {
        "Before, of 10": [row.before for row in rows if row.before is not None],
        "After, of 10": [row.after for row in rows if row.after is not None],
        "Gain of who did both": [row.gain for row in rows if row.gain is not None],
        "System Usability Scale": [row.usability for row in rows if row.usability is not None],
    }
    means = {name: interval(values) for name, values in columns.items()}
    for place, (name, mean) in zip(st.columns(len(means)), means.items(), strict=True):
        place.metric(name, "–" if not mean.n else f"{mean.mean:.1f}", help=mean.words)
        with place:
            small(mean.words)
    if not rows:
        st.markdown("Nobody has handed in yet.")
        return
    st.dataframe([row._asdict() for row in rows], hide_index=True, key="scores")
    lines = [tuple(row) for row in rows]
    lines += [(f"mean of {name}", mean.mean, mean.half, mean.n, None) for name, mean in means.items() if mean.n]
    st.download_button(
        "Export as CSV",
        csv_text(CSV_HEADS, lines),
        f"before-and-after-{found.code}.csv",
        "text/csv",
        icon=":material/table:",
        help="One line a student; below them a line each for a mean, half its 95 % interval, and how many it is of.",
    )

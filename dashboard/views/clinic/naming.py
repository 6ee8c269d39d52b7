"""A patient's line is named, whoever names it hears why or why not, and sees it mended."""

import streamlit as st

from dashboard.components.exercise.progress import progress
from dashboard.shared.lesson_of_step import lesson_of
from dashboard.shared.navigation import LESSONS, MINE, STEP
from dashboard.shared.theme import small
from dashboard.views.clinic import words
from dashboard.views.clinic.brought import file_of
from dashboard.views.clinic.symptoms import draw_curves
from lessons.clinic.answer import answer
from lessons.clinic.course import Course, course
from lessons.clinic.patient import Patient
from lessons.clinic.published import PUBLISHED
from lessons.clinic.signs import signs
from lessons.engine.chain.equations import derive
from lessons.page.reader import Lesson

HANDED_IN, SHOWN = "line that was handed in", "patients whose line was shown"


def exercise(patient: Patient) -> str:
    """Its name in what the browser remembers."""
    return f"clinic-{patient.slug}"


@st.fragment
def question(patient: Patient, found: Course) -> None:
    """Name the line, and hear."""
    ids = [place.id for place in patient.lines]
    named = st.query_params.get("line", "")
    head, badge = st.columns([3, 1], vertical_alignment="center")
    head.markdown("#### Which of these lines of core is wrong in it?")
    chosen = st.radio(
        "They stand here as they should be; in the patient one of them is another.",
        range(len(ids)),
        index=ids.index(named) if named in ids else None,
        format_func=lambda k: f"{words.option(patient.lines[k])} :small[{words.whereabouts(patient.lines[k])}]",
        key=f"lines of {patient.slug}",
    )
    row = st.container(horizontal=True, vertical_alignment="center")
    if row.button("Check", type="primary", key="check the line"):
        if chosen is None:
            st.info("Choose a line first.", icon=":material/info:")
        else:
            named = st.query_params["line"] = st.session_state[HANDED_IN] = ids[chosen]
    given_up = row.toggle("Show me", key="show", bind="query-params", help="It does not count then.")
    verdict = None
    if named in ids:
        with st.spinner("Trying that line …", show_time=False):
            verdict = answer(patient, patient.lines[ids.index(named)])
        line = words.option(patient.lines[ids.index(named)])
        if verdict.right:
            st.success(f"Found: {line} \n\n{verdict.words}", icon=":material/check_circle:")
        else:
            st.warning(f"Not {line} \n\n{verdict.words}", icon=":material/lightbulb:")
    solved = verdict is not None and verdict.right
    shown: set[str] = st.session_state.setdefault(SHOWN, set())
    if given_up:
        shown.add(patient.slug)
    said_here = st.session_state.get(HANDED_IN) == named and patient.slug not in shown  # and not by a link
    if given_up and not solved:
        st.info(answer(patient, patient.line).words, icon=":material/visibility:")
    with badge:
        progress([exercise(patient)], f"badge of {patient.slug}", solved and said_here, said_here and not solved)
    if solved or given_up:
        mended(patient, found)


def mended(patient: Patient, found: Course) -> None:
    """The line as it was and as it is, the curve come right, and what is to be learned from it."""
    after = course(patient, mended=True)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("#### The line, wrong and right")
        st.code(words.diff(patient), language="diff", wrap_lines=True)
        if patient.only:
            small(f"It is wrong in {patient.only}.")
        st.markdown(patient.moral)
        links = ", ".join(f"[{report.name}]({report.url})" for report in patient.reports)
        small(f"Reported in {links}.")
        if lesson := lesson_behind(patient):
            st.page_link(
                LESSONS.streamlit(),
                label=f"Lesson {lesson.number}: {lesson.title}",
                icon=":material/menu_book:",
                query_params={"lesson": lesson.slug},
            )
        st.page_link(
            STEP.streamlit(),
            label="See a right pass of this network, step by step",
            icon=":material/footprint:",
            query_params={"network": patient.config.network, "step": step_of(patient)},
        )
        row = st.container(horizontal=True, vertical_alignment="center")
        row.download_button(
            "Save its pass (.npz)",
            lambda: file_of(patient),
            f"{patient.slug}.npz",
            on_click="ignore",
            icon=":material/download:",
            key="its pass",
        )
        row.page_link(MINE.streamlit(), label="Check it, or a pass of your own", icon=":material/fact_check:")
    with right:
        st.markdown("#### Mended, from the same start")
        draw_curves(patient, found, after, f"both curves of {patient.slug}")
    st.markdown("#### The other signs, before and after")
    st.markdown(words.signs(signs(found), signs(after)))
    if patient.slug in PUBLISHED:
        st.markdown("#### Published numbers, worked out here")
        st.markdown(words.figures(PUBLISHED[patient.slug]))


def lesson_behind(patient: Patient) -> Lesson | None:
    """The lesson on the equation that is wrong, where it is one of a pass."""
    network = patient.config.build_network()
    found = (equation for equation in derive(network) if equation.name == patient.mistakes[0].first)
    return next((lesson_of(equation, network) for equation in found), None)


def step_of(patient: Patient) -> str:
    """The step of a pass at which the first of its mistakes is made; the first of all where no pass has it."""
    steps = [equation.name for equation in derive(patient.config.build_network())]
    first = patient.mistakes[0].first
    return first if first in steps else steps[0]

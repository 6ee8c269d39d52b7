"""Every equation of the dashboard and the lessons, with the witnesses that agree with it."""

import streamlit as st

from dashboard.shared.navigation import LESSONS
from dashboard.shared.numbers import error_text
from dashboard.shared.shown import say
from dashboard.views.proofs.equations import formula, lesson, name_text
from dashboard.views.proofs.proving import proving
from dashboard.views.proofs.words import (
    HOW,
    ON_LETTERS,
    PROVED,
    TITLE,
    assumed,
    compared,
    differing,
    figures,
    published,
    witnesses,
)
from lessons.engine.proof.witnesses import Proof
from lessons.page.reader import LessonError

WIDTHS = {"proved": 60, "equation for": 150, "worst error": 90}  # pixels: a phone shows these three beside each other
SHOWN = "all proofs shown"  # the key in the session of whether the page was drawn once more when all were there

st.title(TITLE)
work = proving()
st.markdown(f"{HOW}{'' if work.complete else '. They are at work now'}, on this computer.")


@st.fragment(run_every=0.5 if not (work.complete or work.failed) else None)
def table() -> None:
    proofs = list(work.proofs)
    if work.failed:
        say("The process that proves ended before it was done. Reload this page to start it again.")
        proving.clear()
    elif work.complete:
        st.success("Every equation has been checked.", icon=":material/check:")
    else:
        st.info("Checking …", icon=":material/hourglass_top:")
    with st.container(horizontal=True, gap="large"):  # on a phone two beside each other, and two below
        st.metric("Equations", len(proofs), width="content")
        st.metric("Proved", sum(proof.proved for proof in proofs), width="content")
        st.metric(
            "Worst relative error",
            error_text(max(proof.worst for proof in proofs)) if proofs else "–",
            help=PROVED,
            width="content",
        )
        st.metric("Time", f"{sum(proof.seconds for proof in proofs):.1f} s", width="content")
    if proofs:
        rows = [
            {
                "proved": "✓" if proof.proved else "✗",
                "equation for": name_text(proof),
                "worst error": error_text(proof.worst),
                "where": proof.where,
                "witnesses": ", ".join(proof.errors),
            }
            for proof in proofs
        ]
        chosen = st.dataframe(
            rows,
            key="proofs",
            hide_index=True,
            height=420,
            column_config={name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()},
            on_select="rerun",
            selection_mode="single-row",
        )
        for k in chosen.selection.rows:
            equation(proofs, k)
        if not chosen.selection.rows:
            st.markdown("Tick one of them to see its equation.")
    if work.tiers:
        st.markdown("### What is compared with what")
        for text in compared(work.tiers):
            st.markdown(text)
    if taken := assumed(proofs):
        st.markdown("### What is taken for granted")
    for first, said in taken:
        place(proofs, first, said)
    if work.complete and not st.session_state.get(SHOWN):
        st.session_state[SHOWN] = True
        st.rerun()


def equation(proofs: list[Proof], k: int) -> None:
    """What was proved, and where it is explained."""
    try:
        tex = formula(proofs, k)
    except LessonError as error:
        say(str(error))
        return
    if tex:
        st.latex(tex)
    else:
        st.markdown(ON_LETTERS)
    place(proofs, proofs[k], "")


def place(proofs: list[Proof], proof: Proof, said: str) -> None:
    """A link to the lesson that an equation belongs to; the words alone where there is none."""
    if there := lesson(proofs, proof):
        words = f"{said}, as in Lesson {there.number}" if said else f"Lesson {there.number}: {there.title}"
        st.page_link(
            LESSONS.streamlit(), label=words, icon=":material/arrow_forward:", query_params={"lesson": there.slug}
        )
    elif said:
        st.markdown(said)


table()
st.markdown(published())
st.dataframe(figures(), hide_index=True, height=320)
st.markdown(differing())
st.markdown(witnesses())

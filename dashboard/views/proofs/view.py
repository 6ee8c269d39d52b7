"""Every equation of the dashboard and the lessons, with the witnesses that agree with it."""

from collections import Counter
from itertools import groupby

import streamlit as st

from dashboard.shared.navigation import LESSONS
from dashboard.shared.numbers import error_text
from dashboard.shared.shown import say
from dashboard.views.proofs.equations import formula, lesson, name_text
from dashboard.views.proofs.proving import proving
from lessons.engine.proof.witnesses import Proof
from lessons.page.reader import LessonError
from lessons.published import FIGURES
from lessons.published.figure import EQUAL, ON_PURPOSE, WRONG

WITNESSES = {
    "core": "what the NumPy network computes, in float64",
    "core, symbols": "what core's own lines of code give when they run on letters in place of numbers",
    "complex step": r"$\operatorname{Im} L(v + ih)/h$ of the forward equations: a derivative to the last digit, "
    "without differentiating",
    "every line": "the left side and each line of a derivation, worked out as they stand, against the last line. A "
    r"$\partial$ that a line only names is measured by complex step in the definition of what it differentiates, in an "
    "equation of a network at up to six entries; a mean or a variance is taken over a list of outcomes; a name that "
    "stands alone, such as $m_t$, has the number that core or another route found for it. In forward equations of a "
    "network the left side is compared under the witness core",
    "matrix": "the equation of whole arrays against the equation of single entries",
    "NumPy": "the printed line of code, read again and worked out",
    "reasons": "no numbers: the reason beside a line is read off that line and the one before it, such as a "
    r"$\partial$ that is gone, or a quantity that was put in; a line where nothing of a closed list is seen has none, "
    "and is not proved",
}
WIDTHS = {"proved": 60, "equation for": 150, "worst error": 90}  # pixels: a phone shows these three beside each other
SHOWN = "all proofs shown"  # the key in the session of whether the page was drawn once more when all were there

st.title("Is any formula here wrong?")
work = proving()
st.markdown(
    "Every derivative on these pages was derived by machine; definitions and update rules are compared with core's "
    "own code, and where something is a choice, it is listed below. Each equation is compared with **witnesses** "
    f"that reach the same numbers by other routes{'' if work.complete else '. They are at work now'}, on this "
    "computer."
)


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
            help="An equation counts as proved where all its witnesses agree within 10⁻¹², that is one part in a "
            "million million.",
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
        for tier, rows_of_tier in groupby(work.tiers, lambda row: row.tier):
            lines = [f"- **{row.number:,}** {row.what}: {row.how}" for row in rows_of_tier]
            st.markdown("\n".join([f"{tier.capitalize()}:", "", *lines]))
    taken = {assumption: proof for proof in reversed(proofs) for assumption in proof.assumptions}
    if taken:
        st.markdown("### What is taken for granted")
    for assumption, first in sorted(taken.items()):
        count = sum(assumption in proof.assumptions for proof in proofs)
        place(proofs, first, f"{assumption}: in {count} equation{'s' * (count > 1)}")
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
        st.markdown("Here the lines of core ran on letters, and gave what was derived to the last letter.")
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


@st.cache_data(show_spinner=False)
def verdicts() -> list[str]:
    """What the comparison of each figure comes to; the longest takes ten thousand steps."""
    return [figure.verdict if figure.holds else "NOT MET" for figure in FIGURES]


def published() -> None:
    """Numbers that others printed, beside core's."""
    numbers = Counter[str]()
    for figure, verdict in zip(FIGURES, verdicts(), strict=True):
        numbers[verdict] += figure.count
    st.markdown(
        "### Published numbers\n\nProofs show that the formulas are right; these show that others mean the same by "
        f"them. Of {numbers.total()} numbers that courses, documentation and a worked example print, core works out "
        f"**{numbers[EQUAL]}** from the same inputs, to the last digit printed. {numbers[ON_PURPOSE]} differ on "
        f"purpose, and {numbers[WRONG]} are wrong at their source: there core repeats the mistake, and meets them."
    )
    rows = [
        {"numbers": f.count, "what": f.what, "printed in": f.source, "core's": verdict}
        for f, verdict in zip(FIGURES, verdicts(), strict=True)
    ]
    st.dataframe(rows, hide_index=True, height=320)
    st.markdown("\n".join(f"- {f.source}, {f.what}, {f.verdict}: {f.because}." for f in FIGURES if f.because))


table()
published()

st.markdown(
    "### The witnesses\n\n| witness | what it is |\n|---|---|\n"
    + "\n".join(f"| {name} | {what} |" for name, what in WITNESSES.items())
    + "\n\nThe same proof runs in a terminal: `chainrule prove`. The test suite plants errors in these equations, a "
    "changed sign, a missing 1/N, a factor of 1.0000000001, in every line of a derivation, in each slope that a line "
    "names, on the left side, in the comparisons of the prose and in core's docstrings, "
    "and names each that goes unnoticed."
)

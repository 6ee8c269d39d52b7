"""Every equation of the dashboard and the lessons, with the witnesses that agree with it."""

import streamlit as st

from dashboard.proofs import proving

st.title("Is any formula here wrong?")
st.markdown(
    "Every derivative on these pages was derived by machine; definitions and update rules are compared with core's own code, and "
    "where something is a choice, it is listed below. Each equation is compared with **witnesses** that reach the same numbers by "
    "other routes. They are at work now, on this computer."
)

work = proving()


@st.fragment(run_every=0.5 if not (work.complete or work.failed) else None)
def table() -> None:
    proofs = list(work.proofs)
    if work.failed:
        st.error("The process that proves ended before it was done. Reload this page to start it again.")
        proving.clear()
    elif work.complete:
        st.success("All witnesses have been heard.", icon=":material/check:")
    else:
        st.info("The witnesses are being heard …", icon=":material/hourglass_top:")
    equations, proved, worst, seconds = st.columns(4)
    equations.metric("Equations", len(proofs))
    proved.metric("Proved", sum(proof.proved for proof in proofs))
    worst.metric(
        "Worst relative error",
        f"{max(proof.worst for proof in proofs):.0e}" if proofs else "–",
        help="An equation counts as proved where all its witnesses agree within 1e-12, that is one part in a million million.",
    )
    seconds.metric("Time", f"{sum(proof.seconds for proof in proofs):.1f} s")
    if proofs:
        rows = [
            {
                "proved": "✓" if proof.proved else "✗",
                "equation for": proof.name,
                "where": proof.where,
                "worst relative error": f"{proof.worst:.0e}",
                "witnesses": ", ".join(proof.errors),
            }
            for proof in reversed(proofs)
        ]
        st.dataframe(rows, hide_index=True, height=420, column_config={"proved": st.column_config.TextColumn(width=70)})
    assumptions = sorted({assumption for proof in proofs for assumption in proof.assumptions})
    if assumptions:
        st.markdown("### What is taken for granted")
        st.markdown("\n".join(f"- {assumption}" for assumption in assumptions))
    if work.complete and not st.session_state.get("all proofs shown"):
        st.session_state["all proofs shown"] = True
        st.rerun()


table()

st.markdown(
    """
### The witnesses

| witness | what it is |
|---|---|
| core | what the NumPy network computes, in float64 |
| core, symbols | what core's own lines of code give when they run on letters in place of numbers |
| complex step | $\\operatorname{Im} L(v + ih)/h$ of the forward equations: a derivative to the last digit, without differentiating |
| every line | each line of a derivation against its last line |
| matrix | the equation of whole arrays against the equation of single entries |
| NumPy | the printed line of code, read again and worked out |

The same proof runs in a terminal: `chainrule prove`. The test suite plants errors in these equations, a changed sign, a
missing 1/N, a factor of 1.0000000001, and fails if a single one goes unnoticed.
"""
)

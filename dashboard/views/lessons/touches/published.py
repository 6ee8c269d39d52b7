"""Choose how one update of a published example is worked out, and find the way that gives the printed error."""

import streamlit as st

from lessons.derivations.published import PLACES, PRINTED, error_after_one_update

BEFORE, AFTER = "as they were before the update", "as they are after their own update"


@st.fragment
def published() -> None:
    weights = st.radio(
        "Hidden deltas are worked out with the output weights",
        [BEFORE, AFTER],
        key="published weights",
        bind="query-params",
    )
    biases = st.toggle(
        "The biases move, too",
        key="published biases",
        bind="query-params",
    )
    found = error_after_one_update(weights == AFTER, biases)
    st.markdown(
        f"The error after one update is **{found:.{PLACES + 1}f}**; printed is {PRINTED:.{PLACES}f}. {_said(found)}"
    )


def _said(found: float) -> str:
    """At which digit the two part."""
    ours, theirs = (f"{number:.{PLACES}f}".split(".")[1] for number in (found, PRINTED))
    alike = next((place for place, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other), PLACES)
    if alike == PLACES:
        return f"**All {PLACES} digits agree: this is how the printed number was made.**"
    return f"They part at digit {alike + 1} after the point."

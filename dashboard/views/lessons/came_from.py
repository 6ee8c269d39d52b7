"""Who follows “Why?” from a step comes with a digit, and goes back to that very step."""

from urllib.parse import parse_qsl

import streamlit as st

from dashboard.shared.navigation import STEP
from dashboard.shared.verbatim import verbatim
from lessons.page.example import Example

LONGEST = 4_000  # characters of an address that is carried along


def read(text: str) -> dict[str, str]:
    """The address of the step that a link to a lesson carries along; nothing where it carries none."""
    carried = parse_qsl(text) if len(text) <= LONGEST else []
    return {name: value for name, value in carried if not name.startswith("embed")}  # which Streamlit keeps for itself


def back(origin: dict[str, str]) -> None:
    """The way back, where there is one."""
    if origin:
        step = f" “{verbatim(origin['step'][:20])}”" if origin.get("step") else ""
        st.page_link(
            STEP.streamlit(),
            label=f"Back to the step{step}",
            icon=":material/undo:",
            query_params=origin,
            width="content",
        )


def say(origin: dict[str, str], digit: Example) -> None:
    """Whose numbers the lesson has, where the step was of another network or of a digit of somebody's own."""
    other = origin.get("network") or origin.get("run")
    if other:
        st.caption(
            f"The numbers of this lesson are those of `{digit.network}`, as it is trained here, on test digit "
            f"{digit.index}. Your step was of another network; the way back leads to it as you left it."
        )
    elif origin.get("own"):
        st.caption(f"The numbers of this lesson are those of test digit {digit.index}; the way back leads to yours.")

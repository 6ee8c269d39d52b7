"""Which exercises are done, as the student's own browser remembers it: nothing of it reaches the server."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard.components.modules import FOLDER, module
from dashboard.shared.palette import TRUTH, colours

_progress = st.components.v2.component(
    "chainrule_progress",
    html=(FOLDER / "exercise/progress.html").read_text(encoding="utf-8"),
    css=(FOLDER / "exercise/progress.css").read_text(encoding="utf-8"),
    js=module("exercise/progress"),
)


def progress(
    ids: Sequence[str],
    key: str,
    solved: bool = False,
    missed: bool = False,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """How many of these exercises are done; `solved` says that they are, from now on, `missed` that the answer given
    now is wrong."""
    _progress(
        key=key,
        data={"ids": list(ids), "solved": solved, "missed": missed, "colours": colours(truth=TRUTH)},
        width=width,
    )

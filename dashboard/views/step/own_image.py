"""A person may bring a photograph to the stepper, and choose which of its digits is taken apart."""

import streamlit as st

from core.datasets import DataError
from dashboard.data.image_text import write
from dashboard.data.images import Stages, digits_in
from dashboard.data.picture import KINDS, opened
from dashboard.data.stage_pictures import stage_pictures
from dashboard.data.uploaded import MEGABYTES, plain
from dashboard.shared.picture_row import picture_row
from dashboard.shared.shown import say, told

OPEN, UPLOADED = "yours", "photograph"


def own_image() -> None:
    """The field for an image, how it was read, and a button for each digit on it."""
    chosen = st.file_uploader(
        "A photograph or a drawing of digits",
        type=[kind.removeprefix(".") for kind in sorted(KINDS)],
        max_upload_size=MEGABYTES,
        key=UPLOADED,
    )
    if chosen is None:
        st.caption("On paper, on a board, on a screen: you see how it is read, and choose what to step through.")
        return
    try:
        stages = read(plain(chosen.name), chosen.getvalue())
    except DataError as error:
        say(str(error))
        return
    if stages.notes:
        st.info("  \n".join(map(told, stages.notes)))
    with st.container(horizontal=True, gap="small"):
        for k, digit in enumerate(stages.digits):
            which = "this digit" if len(stages.digits) == 1 else f"digit {k + 1}"
            st.button(
                f"Step through {which}", key=f"{UPLOADED} {k}", on_click=lead, args=(write(digit.pixels.clip(0, 1)),)
            )
    picture_row(stage_pictures(stages))


@st.cache_data(max_entries=8, show_spinner="Reading the image …")
def read(name: str, content: bytes) -> Stages:
    return digits_in(opened(content, name), name)


def lead(text: str) -> None:
    """Put an image of one's own before the test digits, and let them be seen."""
    st.query_params["own"] = text
    st.session_state[OPEN] = False

"""Images side by side, each with what a network takes it for."""

import streamlit as st

from dashboard.data.image_text import write
from dashboard.data.uploaded import Uploaded
from dashboard.shared.numbers import sureness
from dashboard.shared.pictures import digit_image
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim


def gallery(images: Uploaded, p, chosen, names, link: str) -> None:
    """Images with what they are taken for, and their label or the name of their file; with `link`, each opens in the
    stepper."""
    if not len(chosen):
        small("None.")
        return
    with st.container(horizontal=True, gap="small"):
        for n in chosen:
            ink, guess = images.levels[n] / 255, int(p[n].argmax())
            sure = sureness(p[n, guess])
            called = verbatim(images.names[n]) if images.labels is None else f"labelled {names[images.labels[n]]}"
            with st.container(width=104, gap=None):
                alt = f"An image taken for {names[guess]} with {sure}."
                st.image(digit_image(ink), width=84, alt=alt, link=f"{link}{write(ink)}" if link else None)
                small(f"**{names[guess]}**, {sure.replace('>', '&gt;')}  \n{called}")

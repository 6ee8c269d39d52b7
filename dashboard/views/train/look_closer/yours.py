"""What the network of a run makes of images that a person brings."""

import numpy as np
import streamlit as st

from core import metrics
from core.datasets.catalogue import DATASETS
from dashboard.data.digits import looked_at, probabilities
from dashboard.data.image_text import write
from dashboard.data.uploaded import FILES, LABELLED, Uploaded, read_uploaded
from dashboard.runs.moments import newest
from dashboard.runs.store import ENDED
from dashboard.shared.numbers import percent, sureness
from dashboard.shared.pictures import digit_image
from dashboard.shared.shown import say, shown
from dashboard.shared.steppable import SubjectError, check_steppable
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim

MEGABYTES = 15  # of one file
MISTAKES = 14  # on show


@shown()
def yours(run: str) -> None:
    """Images of one's own, each as the network sees it, with what it is taken for; of labelled ones, how many are read
    right."""
    chosen = st.file_uploader(
        f"Images (PNG or JPEG), up to {FILES} at once, or one .npz or .csv file of up to {LABELLED:,} labelled images",
        type=["png", "jpg", "jpeg", "npz", "csv"],
        accept_multiple_files=True,
        max_upload_size=MEGABYTES,
        key="own",
    )
    small(
        "A photograph or a drawing is made what MNIST's digits are: light ink on a dark ground, scaled into 20 × 20 "
        "pixels, its centre of mass in the middle of 28 × 28. An image of 28 × 28 pixels with a dark ground is "
        "taken as it is, and so are those of an .npz file (arrays `images` and `labels`) and of a .csv file (a line "
        "an image: its label, then 784 pixels)."
    )
    if not chosen:
        return
    latest = newest(run)
    if latest is None:
        st.info("There is no checkpoint to judge them yet.")
        return
    record, step, moment = latest
    names = DATASETS[moment.config.data].names
    images = read(tuple((file.name, file.getvalue()) for file in chosen), moment.config.data)
    for fault in images.faults:
        say(fault)
    if not len(images.levels):
        return
    p = probabilities(moment, looked_at(moment.config), images.levels.astype(np.float32) / 255)
    link = f"step?run={run}&checkpoint={step}&own="
    if record.status not in ENDED:
        link = ""
        small(f"This is the network of step {step:,}; it is still learning.")
    try:
        check_steppable(moment.network)
    except SubjectError as error:
        link = ""
        small(f"They cannot be stepped through. {error}")
    if link:
        small("A click on an image opens it in the stepper.")
    if images.labels is not None:
        right = p.argmax(axis=1) == images.labels
        st.markdown(f"**{percent(right.mean())}** are read correctly: {right.sum():,} of {len(right):,}.")
        st.markdown("##### The worst mistakes")
        small("The wrong answers that it was surest of.")
        gallery(images, p, metrics.worst_mistakes(p, images.labels, MISTAKES), names, link)
        st.markdown("##### The first images")
    gallery(images, p, range(min(len(p), FILES)), names, link)


@st.cache_data(max_entries=8, show_spinner=False)
def read(files: tuple[tuple[str, bytes], ...], data: str) -> Uploaded:
    return read_uploaded(files, DATASETS[data])


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

"""What the network of a run makes of images that a person brings."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core import metrics
from core.datasets import Own
from core.datasets.catalogue import DATASETS
from core.datasets.labelled import turned
from core.training import Run
from dashboard.components.pad.pad import pad
from dashboard.data.digits import looked_at, probabilities
from dashboard.data.picture import KINDS
from dashboard.data.stage_pictures import stage_pictures
from dashboard.data.uploaded import ARCHIVES, FILES, LABELLED, MEGABYTES, TABLES, Uploaded, read_uploaded
from dashboard.runs.moments import newest
from dashboard.runs.store import ENDED
from dashboard.shared.numbers import percent
from dashboard.shared.picture_row import picture_row
from dashboard.shared.shown import say, shown, told
from dashboard.shared.steppable import SubjectError, check_steppable
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.train.look_closer.gallery import gallery
from dashboard.views.train.look_closer.our_digits import add_drawing, add_files, pad_key, read_us

MISTAKES = 14  # on show
FEW = 6  # photographs of which each has a place of its own


@shown()
def yours(run: str) -> None:
    """A drawing and images of one's own, each as the network sees it, with what it is taken for; of labelled ones, how
    many are read right."""
    small("Draw one here, or choose files below.")
    paper, taken_for = st.columns([1, 2], vertical_alignment="center")
    with paper:
        drawing = pad(pad_key())
    chosen = st.file_uploader(
        f"Photographs or drawings, up to {FILES} at once, a .zip of them, or one .npz or .csv file of up to "
        f"{LABELLED:,} images",
        type=[kind.removeprefix(".") for kind in (*sorted(KINDS), *TABLES, *ARCHIVES)],
        accept_multiple_files=True,
        max_upload_size=MEGABYTES,
        key="own",
    )
    small(
        "Of a photograph paper and light are taken away, the digits on it are found, and each becomes what MNIST's "
        "digits are: light ink on a dark ground, scaled into 20 × 20 pixels, its centre of mass in the middle of "
        "28 × 28. An .npz file has arrays `images` and `labels`; a .csv file has a line an image, 784 pixels and a "
        "label before or behind them. A folder in a .zip, as in `7/anna.png`, says what its images are, and so does a "
        "name such as `7-anna.png`. Without labels you see what each image is taken for."
    )
    latest = newest(run)
    if latest is None:
        st.info("There is no checkpoint to judge them yet.")
        return
    record, step, moment = latest
    data = moment.config.data
    names = DATASETS[data].names
    link, words = _link(run, record, step, moment)
    if drawing is not None:
        alone = Uploaded(np.round(255 * drawing.pixels[None]).astype(np.uint8), None, ("your drawing",), ())
        with taken_for:
            small(words)
            gallery(alone, _taken_for(moment, alone.levels), [0], names, link)
            add_drawing(data, drawing.pixels)
    if chosen:
        files(moment, chosen, words, link)
    read_us(moment.config, lambda levels: _taken_for(moment, levels), link, run)


def files(moment: Run, chosen, words: str, link: str) -> None:
    """What the network makes of the files that were chosen."""
    data = moment.config.data
    names = DATASETS[data].names
    images = read(tuple((file.name, file.getvalue()) for file in chosen), data)
    for fault in images.faults:
        say(fault)
    if images.notes:
        st.info("  \n".join(map(told, images.notes)))
    if not len(images.levels):
        return
    images = upright(images, lambda x: probabilities(moment, looked_at(moment.config), x))
    small(words)
    p = _taken_for(moment, images.levels)
    if images.labels is not None:
        right = p.argmax(axis=1) == images.labels
        st.markdown(f"**{percent(right.mean())}** are read correctly: {right.sum():,} of {len(right):,}.")
        st.markdown("##### The worst mistakes")
        small("The wrong answers that it was surest of.")
        gallery(images, p, metrics.worst_mistakes(p, images.labels, MISTAKES), names, link)
        st.markdown("##### The first images")
    gallery(images, p, range(min(len(p), FILES)), names, link)
    add_files(data, images, "-".join(file.file_id for file in chosen))
    how_they_were_read(images)


def _link(run, record, step, moment) -> tuple[str, str]:
    """Where an image opens in the stepper, or nowhere, and what is to be said of that."""
    if record.status not in ENDED:
        return "", f"This is the network of step {step:,}; it is still learning."
    try:
        check_steppable(moment.network)
    except SubjectError as error:
        return "", f"They cannot be stepped through. {error}"
    return f"step?run={run}&checkpoint={step}&own=", "A click on an image opens it in the stepper."


def _taken_for(moment: Run, levels):
    return probabilities(moment, looked_at(moment.config), levels.astype(np.float32) / 255)


@st.cache_data(max_entries=8, show_spinner="Reading the images …")
def read(files: tuple[tuple[str, bytes], ...], data: str) -> Uploaded:
    return read_uploaded(files, DATASETS[data])


def upright(images: Uploaded, predict) -> Uploaded:
    """Labelled images as they are, or with rows and columns exchanged where a person wants them so."""
    own = Own(images.levels.astype(np.float32) / 255, images.labels)
    odd = turned(own, predict, "This file")
    if not odd:
        return images
    st.warning(odd)
    if not st.toggle("Exchange rows and columns", key="own_transposed"):
        return images
    return replace(images, levels=np.round(255 * own.transposed().images).astype(np.uint8))


def how_they_were_read(images: Uploaded) -> None:
    """Each photograph in stages; a single one is open from the start, and of many one is chosen."""
    found = images.photographs
    if len(found) > FEW:
        with st.expander("How these images were read"):
            chosen = st.selectbox("Image", range(len(found)), format_func=lambda k: found[k][0])
            picture_row(stage_pictures(found[chosen][1]))
        return
    for name, stages in found:
        with st.expander(f"How {verbatim(name)} was read", expanded=len(found) == 1):
            picture_row(stage_pictures(stages))

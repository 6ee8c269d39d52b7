"""A class's own digits with their labels are a test set: how well does the network read us? And one to learn from."""

import io
from collections.abc import Sequence

import numpy as np
import streamlit as st

from core import metrics
from core.config import Config
from core.datasets.catalogue import DATASETS
from core.datasets.collection import Collection
from dashboard.components.confusion.confusion import confusion
from dashboard.data.uploaded import LABELLED, Uploaded
from dashboard.runs.admission import check_bytes
from dashboard.runs.kept_images import keep_images, tidy
from dashboard.runs.store import open_store
from dashboard.shared.navigation import TRAIN
from dashboard.shared.numbers import percent
from dashboard.shared.session import browser
from dashboard.shared.settings_link import form_link
from dashboard.shared.shown import say, shown
from dashboard.shared.theme import small
from dashboard.views.train.look_closer.gallery import gallery

DRAWN = "drawings"  # that of how many drawings were added
LABELS = "labels of {}"  # the key of the field of what was brought
MEMORY = 200_000_000  # bytes of everybody's digits
FEW = 30  # digits of which an accuracy tells little
ON_SHOW = 28


@st.cache_resource
def kept() -> dict[tuple[str, str], Collection]:
    """The digits of each browser and set of classes, the one that was changed last at the end: a page that is loaded
    anew finds them."""
    return {}


def ours(data: str) -> Collection:
    return kept().get((browser(), data), Collection.joined([]))


def keep(data: str, own: Collection) -> None:
    """These are our digits from now on; whose have waited longest go where all together take too much memory."""
    everybodys, mine = kept(), (browser(), data)
    everybodys.pop(mine, None)
    everybodys[mine] = own
    while sum(one.levels.nbytes for one in list(everybodys.values())) > MEMORY and len(everybodys) > 1:
        everybodys.pop(next(iter(everybodys)), None)


def add(data: str, levels, labels: Sequence[int]) -> None:
    """Put labelled images with the others."""
    keep(data, Collection.joined([ours(data), Collection(levels, np.array(labels, np.uint8))]))


def pad_key() -> str:
    """The key of the pad: a fresh one after each drawing that was added."""
    return f"pad{st.session_state.get(DRAWN) or ''}"


def add_drawing(data: str, pixels) -> None:
    """Ask what the drawing is, and put it with the others."""
    names, key = DATASETS[data].names, f"is on {pad_key()}"
    levels = np.round(255 * pixels).astype(np.uint8)[None]
    st.pills(
        "Add it to our digits: it is a",
        range(len(names)),
        format_func=lambda k: names[k],
        key=key,
        on_change=_add_drawing,
        args=(data, levels, key),
        disabled=len(ours(data)) >= LABELLED,
    )


def _add_drawing(data: str, levels, key: str) -> None:
    if (label := st.session_state.get(key)) is not None:
        add(data, levels, [label])
        st.session_state[DRAWN] = st.session_state.get(DRAWN, 0) + 1


def add_files(data: str, images: Uploaded, key: str) -> None:
    """Ask for the labels that no file says, and put the images with the others."""
    names, count = DATASETS[data].names, len(images.levels)
    labels: list[int | None] | None = None if images.labels is None else images.labels.tolist()
    if labels is None:
        if max(map(len, names)) > 1:
            small("Images of these classes join the others from a table, or an .npz file, with their labels.")
            return
        said = "".join("?" if k is None else names[k] for k in images.said)
        text = st.text_input(
            f"What {'it is' if count == 1 else f'these {count} are, one sign each, in this order'}",
            said,
            key=f"{LABELS.format(key)}",
            help="From left to right as they stand below. A ? leaves one out.",
        )
        labels = labelled(text, names)
        if len(labels) != count:
            say(f"There are {count} images, and {len(labels)} labels: write one sign for each, a ? leaves one out.")
            return
    here = set(map(_one, ours(data).levels, ours(data).labels))
    known = {n: k for n, k in enumerate(labels) if k is not None and _one(images.levels[n], k) not in here}
    if not known and any(label is not None for label in labels):
        small("They are among our digits.")
        return
    total = len(here) + len(known)
    if total > LABELLED:
        say(f"{LABELLED:,} digits are the limit: these would be {total:,}.")
    elif st.button(f"Add {len(known)} to our digits", icon=":material/add:", disabled=not known):
        add(data, images.levels[list(known)], list(known.values()))
        st.toast(f"{len(known)} added.")


def _one(levels, label) -> tuple[bytes, int]:
    """By what an image is known among the others."""
    return levels.tobytes(), int(label)


def labelled(text: str, names: Sequence[str]) -> list[int | None]:
    """The class of each sign of what was typed, None for a ? or what is no class."""
    classes = {name: k for k, name in enumerate(names)}
    return [classes.get(sign) for sign in text if not sign.isspace() and sign not in ",;"]


def read_us(config: Config, predict, link: str, run: str) -> None:
    """How well the network reads our digits, and what can be done with them. `predict` gives p (N, classes)."""
    data = config.data
    own, names = ours(data), DATASETS[data].names
    st.markdown("#### How well does it read us?")
    if not len(own):
        small(
            "Collect digits of your class here: draw them one after the other, or bring files, each with what it is. "
            "They stay while this server runs; save them as one file to bring them again."
        )
        return
    with shown():
        judged(own, predict(own.levels), names, link, run)
    taken_along(data, own)
    learn(config, own)


def judged(own: Collection, p, names, link: str, run: str) -> None:
    right = int((p.argmax(axis=1) == own.labels).sum())
    low, high = metrics.interval(right, len(own))
    st.markdown(
        f"It reads **{percent(right / len(own), 0 if len(own) < 200 else 1)}** of ours: {right:,} of {len(own):,}. "
        f"With 95 % confidence, of many more like them between {percent(low, 0)} and {percent(high, 0)}."
        + (" So few tell little: collect more." if len(own) < FEW else "")
    )
    images = Uploaded(own.levels, own.labels.astype(int), (), ())
    matrix, cell = st.columns([5, 6], gap="large")
    counts = metrics.confusion(p, own.labels.astype(int))
    off = counts - np.diag(np.diag(counts))
    start = divmod(int((off if off.any() else counts).argmax()), len(counts))
    with matrix:
        label, guess = confusion(counts, start, key=f"our-confusion-{run}")
    with cell:
        taken = p.argmax(axis=1)
        chosen = np.flatnonzero((own.labels == label) & (taken == guess))
        st.markdown(
            f"##### {names[label]} taken for {names[guess]}" if label != guess else f"##### {names[label]}, read right"
        )
        gallery(images, p, chosen[:ON_SHOW], names, link)
        st.markdown("##### All, the wrong ones first")
        order = np.argsort(taken == own.labels, kind="stable")
        gallery(images, p, order[:ON_SHOW], names, link)
        if len(order) > ON_SHOW:
            small(f"and {len(order) - ON_SHOW:,} more")


def taken_along(data: str, own: Collection) -> None:
    """The collection as one file, and what can be taken from it."""

    def content() -> bytes:
        file = io.BytesIO()
        np.savez_compressed(file, images=own.levels.reshape(-1, 28, 28), labels=own.labels)
        return file.getvalue()

    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            f"Save our {len(own):,} digits (.npz)",
            content,
            "our-digits.npz",
            on_click="ignore",
            icon=":material/download:",
        )
        st.button("Take back the last one", icon=":material/undo:", on_click=take_back, args=(data,))
        with st.popover("Empty it", icon=":material/delete:"):
            st.markdown("All of our digits go, unless they were saved.")
            st.button("Empty the collection", type="primary", on_click=empty, args=(data,))


def take_back(data: str) -> None:
    own = ours(data)
    keep(data, Collection(own.levels[:-1], own.labels[:-1]))


def empty(data: str) -> None:
    kept().pop((browser(), data), None)


def learn(config: Config, own: Collection) -> None:
    """Open the form with these digits to learn from."""
    with st.expander("Train on these"):
        name = st.text_input("What they are called", "our digits", max_chars=60, help="It stands beside every run.")
        place = st.segmented_control(
            "They are learned",
            ("beside", "alone"),
            format_func=lambda one: f"beside {DATASETS[config.data].title}" if one == "beside" else "alone",
            default="beside",
            required=True,
            key="own place",
        )
        small(
            f"The digits held back and the test digits stay those of {DATASETS[config.data].title}. Our digits stay on "
            "this server for as long as a run that learns from them; that they were used, and their name, stands "
            "beside that run."
        )
        if st.button("Set up a run", icon=":material/tune:", type="primary"):
            with shown():
                with open_store() as store:
                    check_bytes(store, browser(), own.levels.nbytes)
                    tidy(store)
                    keep_images(store.folder, own)
                query = form_link(config) | {"own": str(own.named(name)), "own_place": str(place)}
                st.switch_page(TRAIN.streamlit(), query_params=query)

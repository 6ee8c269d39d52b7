"""What a run will cost, what speaks against it, and the button that starts it."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import psutil
import streamlit as st

from core.config import Config
from core.datasets import Split
from core.datasets.catalogue import DATASETS
from core.datasets.scaling import SCALINGS
from dashboard.data import downloads
from dashboard.data.digits import first_digits
from dashboard.runs.admission import room
from dashboard.runs.classes.attendance import attending
from dashboard.runs.estimate import known_seconds_per_step, megabytes, total_steps
from dashboard.runs.in_class import objection as objection_of_teacher
from dashboard.runs.kept_images import ask_for_images
from dashboard.runs.limits import Limits
from dashboard.runs.store import StoreError, open_store
from dashboard.runs.uphill import first_losses, rises
from dashboard.shared.address_bar import rewrite
from dashboard.shared.folder import data_folder, home, without_folders
from dashboard.shared.numbers import duration, loss_text
from dashboard.shared.session import browser
from dashboard.shared.shown import shown

TRIAL_STEPS, TRIAL_SECONDS = 30, 0.4  # tried out before the start, where that is quickly done


def start(config: Config) -> None:
    """What the run will cost, and the button that starts it."""
    objection = (
        Limits.from_environment().objection(config)
        or memory_objection(config)
        or missing_images(config)
        or of_teacher(config)
    )
    cost = st.container()
    if st.button(
        "Train",
        type="primary",
        icon=":material/play_arrow:",
        width="stretch",
        disabled=bool(objection),
        key="train-button",
    ):
        with shown():
            submit(config)
    with cost:
        if objection:
            st.error(objection, icon=":material/block:")
            return
        say_download(config.data)
        each = known_seconds_per_step(config)
        st.markdown(
            f"**{total_steps(config):,} steps**, about **{duration(total_steps(config) * each + 1)}** of training."
        )
        if each * TRIAL_STEPS < TRIAL_SECONDS and (warning := too_fast(alike(config))):
            st.warning(warning, icon=":material/trending_up:")


def submit(config: Config) -> None:
    """Put the run in line and show it."""
    with open_store() as store, room(store, browser(), [config]):
        run = store.submit(config, browser(), total=total_steps(config))
    rewrite({"run": run})
    st.rerun(scope="app")


def missing_images(config: Config) -> str:
    """What is said of images of one's own that are not on this server, or nothing."""
    try:
        ask_for_images(home(), config)
    except StoreError as error:
        return str(error)
    return ""


def of_teacher(config: Config) -> str:
    """What the teacher of a class has against it."""
    if attending().student is None:
        return ""
    with open_store() as store:
        return objection_of_teacher(store, browser(), [config])


def memory_objection(config: Config) -> str:
    needed, free = megabytes(config), psutil.virtual_memory().available / 1e6
    if needed < free:
        return ""
    return (
        f"This run needs about {needed:,.0f} MB of memory and {free:,.0f} MB are free. Make a layer or the batch "
        "smaller."
    )


def alike(config: Config) -> Config:
    """Equal for all settings whose first steps go up or down alike: a class tries each of them out once. A rate that is
    too large is too large from any seed."""
    return replace(config, schedule="constant", epochs=1, seed=0)


@lru_cache(maxsize=200)
def too_fast(config: Config) -> str:
    """What the first steps at this learning rate say against it, or nothing."""
    if config.data != "mnist":
        return ""
    with np.errstate(all="ignore"):
        losses = first_losses(config, scaled_digits(config.scaling), TRIAL_STEPS)
    if not rises(losses):
        return ""
    top = f"rose to {loss_text(losses.max())}" if np.isfinite(losses).all() else "stopped being a number"
    tried = f"in {len(losses)} steps that were tried out, the loss began at {loss_text(losses[0])} and {top}"
    advice = f"A tenth, {config.learning_rate / 10:g}, is a good next try. You can still train it and see."
    return f"At a learning rate of {config.learning_rate:g} this may go uphill: {tried}. {advice}"


@lru_cache(maxsize=1)
def scaled_digits(scaling: str) -> Split:
    """The first digits on the scale of a network, kept for the next who asks: two copies of them take 30 MB."""
    digits = first_digits()
    return Split(SCALINGS[scaling](digits.images).apply(digits.images), digits.labels)


def say_download(data: str) -> None:
    """What happens to a set of images that is not there yet."""
    if downloads.is_here(data, data_folder()):
        return
    own = data_folder() / data
    size = " The archive of all EMNIST sets has 540 MB." if data.startswith("emnist") else ""
    instead = without_folders(f"Without a network, put its files {', '.join(downloads.names(data))} into {own}.")
    st.info(
        f"{DATASETS[data].title} does not come with Chainrule. The run downloads it once, checks it by its hash and "
        f"keeps it.{size} {instead}",
        icon=":material/download:",
    )

"""The form in which a run is put together; the network answers every change at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import psutil
import streamlit as st

from core.config import Config, ConfigError
from core.datasets import Split
from core.datasets.catalogue import DATASETS
from core.datasets.scaling import SCALINGS
from dashboard.data import downloads
from dashboard.data.digits import first_digits
from dashboard.data.folder import data_folder
from dashboard.runs.admission import check_room
from dashboard.runs.estimate import first_losses, megabytes, rises, seconds_per_step, total_steps
from dashboard.runs.limits import Limits
from dashboard.runs.store import StoreError, open_store
from dashboard.shared.controls import SETTINGS, control
from dashboard.shared.numbers import loss_text, percent
from dashboard.shared.session import browser
from dashboard.shared.settings import FIRST, duration, groups, read_config, words
from dashboard.views.train.form import rows
from dashboard.views.train.form.portrait import portrait
from dashboard.views.train.form.presets import PRESETS

DRAFT = "draft"
TRIAL_STEPS, TRIAL_SECONDS = 30, 0.4  # tried out before the start, where that is quickly done


def take_link() -> str:
    """Fill the form from the address, when that says something new; what was wrong with it, or nothing."""
    link = {name: value for name, value in st.query_params.items() if name in SETTINGS}
    state = st.session_state
    complaint = ""
    if link and link != state.get("written"):
        state[DRAFT], complaint = read_config(link)
        fill(state[DRAFT])
    elif DRAFT not in state or f"set_{FIRST[0]}" not in state:  # first visit, or back from another page
        fill(state.setdefault(DRAFT, Config()))
    return complaint


def fill(config: Config) -> None:
    """Put the settings into the form's widgets."""
    for name in SETTINGS:
        st.session_state[f"set_{name}"] = getattr(config, name)
    rows.show_rows(config.network)


def take_preset() -> None:
    if preset := st.session_state["preset"]:
        st.session_state[DRAFT] = preset.config
        fill(preset.config)


def drop_preset() -> None:
    """Name no preset above settings that are no longer its own."""
    if (preset := st.session_state.get("preset")) and any(
        setting(name) != getattr(preset.config, name) for name in SETTINGS
    ):
        st.session_state["preset"] = None


def setting(name: str) -> Any:
    """The value of a setting in the form, whether or not its widget is on show."""
    return st.session_state.get(f"set_{name}", getattr(st.session_state[DRAFT], name))


def collect() -> Config:
    """The settings in the form. Raises ConfigError."""
    return Config(**{name: st.session_state[f"set_{name}"] for name in SETTINGS})


@st.fragment
def form() -> None:
    """Settings on the left, the network they make on the right."""
    drop_preset()
    settings, picture = st.columns([5, 6], gap="large")
    with settings:
        st.selectbox(
            "Start from",
            PRESETS,
            index=None,
            format_func=lambda preset: f"{preset.name} ({percent(preset.accuracy, 1)}, {duration(preset.seconds)})",
            placeholder="settings that others found good",
            key="preset",
            on_change=take_preset,
            help="Measured with seed 0 on one core: the share of test digits read correctly, and the time it took.",
        )
        rows.architecture()
        in_pairs(FIRST)
        with st.expander("More settings", key="more", on_change="rerun") as more:
            shown = more_settings() if more.open else ()  # two dozen widgets would make every other answer wait
        keep(SETTINGS.keys() - {*FIRST, *shown})
    with picture:
        try:
            config = collect()
        except ConfigError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.session_state[DRAFT] = config
        write_link(config)
        above = st.container()
        portrait(config)  # first, because it answers at once; what a run costs has to be tried out
        with above:
            start(config)


def more_settings() -> list[str]:
    """Everything but the rows of layers and what a person changes first; the names of what is on show."""
    st.text_input(
        "Architecture as text", key="set_network", help=words(SETTINGS["network"]).help, on_change=rows.text_changed
    )
    shown = ["network"]
    for title, names in groups(st.session_state["set_optimizer"]).items():
        st.markdown(f"**{title}**")
        in_pairs(names)
        shown += names
    return shown


def in_pairs(names: Sequence[str]) -> None:
    """Two controls beside each other; each pair has columns of its own, so that a phone stacks them in this order."""
    for k in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[k : k + 2], strict=False):
            with column:
                control(SETTINGS[name], f"set_{name}")


def keep(names: Iterable[str]) -> None:
    """Hold on to settings that are not on show: Streamlit forgets the value of a widget it does not draw."""
    for name in names:
        st.session_state[f"set_{name}"] = setting(name)


def write_link(config: Config) -> None:
    """Keep the address in step with the form, so that it can be copied at any moment."""
    query = config.to_query()
    if query != {name: value for name, value in st.query_params.items() if name in SETTINGS}:
        st.query_params.from_dict(query)
    st.session_state["written"] = query


def start(config: Config) -> None:
    """What the run will cost, and the button that starts it."""
    objection = Limits.from_environment().objection(config) or memory_objection(config)
    cost = st.container()
    if st.button("Train", type="primary", icon=":material/play_arrow:", width="stretch", disabled=bool(objection)):
        try:
            with open_store() as store, store.transaction():
                check_room(store, browser())
                run = store.submit(config, browser(), total=total_steps(config))
        except StoreError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.query_params.from_dict({"run": run})
        st.rerun(scope="app")
    with cost:
        if objection:
            st.error(objection, icon=":material/block:")
            return
        say_download(config.data)
        each = step_seconds(replace(config, seed=0, learning_rate=1e-3, epochs=1))
        st.markdown(
            f"**{total_steps(config):,} steps**, about **{duration(total_steps(config) * each + 1)}** of training."
        )
        if each * TRIAL_STEPS < TRIAL_SECONDS and (warning := too_fast(replace(config, schedule="constant", epochs=1))):
            st.warning(warning, icon=":material/trending_up:")


def memory_objection(config: Config) -> str:
    needed, free = megabytes(config), psutil.virtual_memory().available / 1e6
    if needed < free:
        return ""
    return (
        f"This run needs about {needed:,.0f} MB of memory and {free:,.0f} MB are free. Make a layer or the batch "
        "smaller."
    )


@st.cache_data(max_entries=200, show_spinner=False)
def too_fast(config: Config) -> str:
    """What the first steps at this learning rate say against it, or nothing."""
    if config.data != "mnist":
        return ""
    digits = first_digits()
    some = Split(SCALINGS[config.scaling](digits.images).apply(digits.images), digits.labels)
    with np.errstate(all="ignore"):
        losses = first_losses(config, some, TRIAL_STEPS)
    if not rises(losses):
        return ""
    top = f"rose to {loss_text(losses.max())}" if np.isfinite(losses).all() else "stopped being a number"
    tried = f"in {len(losses)} steps that were tried out, the loss began at {loss_text(losses[0])} and {top}"
    advice = f"A tenth, {config.learning_rate / 10:g}, is a good next try. You can still train it and see."
    return f"At a learning rate of {config.learning_rate:g} this may go uphill: {tried}. {advice}"


def say_download(data: str) -> None:
    """What happens to a set of images that is not there yet."""
    if downloads.is_here(data, data_folder()):
        return
    own = data_folder() / data
    size = " The archive of all EMNIST sets has 540 MB." if data.startswith("emnist") else ""
    st.info(
        f"{DATASETS[data].title} does not come with Chainrule. The run downloads it once, checks it by its hash and "
        f"keeps it.{size} "
        f"Without a network, put its files {', '.join(downloads.names(data))} into {own}.",
        icon=":material/download:",
    )


@st.cache_data(max_entries=200, show_spinner=False)
def step_seconds(config: Config) -> float:
    return seconds_per_step(config)

"""Going back through a run: its checkpoints on a time line, and what can be done from one of them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from core.config import Config, ConfigError
from core.storage import load_run
from dashboard.components.timeline.timeline import first_weights, packet, timeline
from dashboard.data.digits import looked_at, probabilities, ten, which_digits
from dashboard.runs.forking import CHANGEABLE, fork, objection
from dashboard.runs.moments import files, settings
from dashboard.runs.store import open_store
from dashboard.shared.address_bar import rewrite
from dashboard.shared.navigation import STEP
from dashboard.shared.numbers import loss_text, percent, whole
from dashboard.shared.reading_time import LOOK, reading
from dashboard.shared.session import browser
from dashboard.shared.setting_field import setting_field, value_of
from dashboard.shared.settings import SETTINGS, words
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim

MOMENT = "moment"  # the parameter of the address: a step
ON_THE_LINE = 24  # checkpoints at most; of a network so large that there is no time for them, fewer
LEAST, TEN = 10, 10  # digits: to measure the share read on, where there is no time for all; that are on show


@shown()
def rewind(run: str) -> None:
    """The time line, and links from the moment that is on show."""
    found = moments(run)
    if found is None:
        st.info("The first checkpoint is on its way.")
        return
    data, configs = found
    steps = [moment["step"] for moment in data["moments"]]
    asked = whole(st.query_params.get(MOMENT, ""), steps[-1])
    step = timeline(data, asked if asked in steps else None, key=f"timeline-{run}")
    if step == steps[-1]:
        st.query_params.pop(MOMENT, None)
    else:
        st.query_params[MOMENT] = str(step)
    with st.container(horizontal=True):
        st.page_link(
            STEP.streamlit(),
            label=f"Step through a digit with the network of step {step:,}",
            icon=":material/footprint:",
            query_params={"run": run, "checkpoint": str(step)},
        )
    branch(run, step, configs[min(configs, key=lambda shown: abs(shown - step))])


def branch(run: str, step: int, config: Config) -> None:
    """Go on from this moment with one setting changed."""
    title = f"Fork at step {step:,}: go on from here with one setting changed"
    with st.expander(title, key="fork", on_change="rerun", bind="query-params"):
        st.markdown("The fork sees the same digits in the same order, so every difference comes from your change.")
        over = bool(objection(config, step))
        name = st.selectbox(
            "Change",
            CHANGEABLE,
            index=CHANGEABLE.index("epochs" if over else "learning_rate"),
            format_func=lambda name: words(SETTINGS[name]).label,
            key=f"fork_setting_{over}",
        )
        key = f"fork_{run}_{name}"  # of the field in the session
        own = getattr(config, name)
        st.session_state.setdefault(key, own + 1 if over and name == "epochs" else own)
        setting_field(SETTINGS[name], key)
        changes = {name: value_of(SETTINGS[name], key)}
        why_not = nothing_to_fork(config, step, changes)
        if why_not:
            small(verbatim(why_not))
        if st.button("Fork", icon=":material/alt_route:", type="primary", disabled=bool(why_not)):
            with shown():
                with open_store() as store:
                    child = fork(store, run, step, changes, browser())
                rewrite({"run": child})
                st.rerun(scope="app")


def nothing_to_fork(config: Config, step: int, changes: Mapping[str, Any]) -> str:
    """Why these changes make no fork worth training, or nothing."""
    if all(getattr(config, name) == value for name, value in changes.items()):
        return "This is what the run has: change it, and the fork differs from its parent."
    try:
        return objection(replace(config, **changes), step)
    except ConfigError as error:
        return str(error)


def moments(run: str) -> tuple[dict, dict[int, Config]] | None:
    """The packet for the time line of this run and the settings at each of its steps, or None before its first
    checkpoint."""
    with open_store() as store:
        found = files(store, run)
        taken = store.taken(run, "loss")
        judged = {figures.step: figures.accuracy for figures in store.epochs(run)}
        if not found:
            return None
        steps = sorted(found)
        config = settings(*found[steps[0]])
        network, precision = config.build_network(), config.precision
        there = int(LOOK / reading(network, TEN + LEAST, precision))
        if len(steps) > (line := max(2, min(ON_THE_LINE, there))):
            steps = [steps[k] for k in np.unique(np.linspace(0, len(steps) - 1, line).round().astype(int))]
        losses = {step: store.curve(run, "loss", max(1, step - 49), step) for step in steps if step <= taken}
    configs = {step: settings(*found[step]) for step in steps}
    every = len(looked_at(config).validation)
    begun = reading(network, TEN, precision)
    most = int((LOOK / len(steps) - begun) / (reading(network, 1, precision) - reading(network, 0, precision)))
    weights, opinions, sentences = {}, {}, {}
    for step in steps:
        count = 0 if step in judged else min(every, max(LEAST, most))
        weights[step], opinions[step], share = seen_of(*found[step], count)
        whose = f"{count or every:,} {which_digits(config)}"
        sentences[step] = sentence(step, judged.get(step, share), whose, losses.get(step, ()))
    shown = ten(config)
    return packet(weights, opinions, sentences, shown.images, shown.labels), configs


def sentence(step: int, share: float, whose: str, losses) -> str:
    """That moment in words; the `share` is that of the digits `whose` that are read correctly, and the losses are those
    of the steps up to it, or of the last fifty of them."""
    read = f"it reads {percent(share, 1)} of {whose}"
    if step == 0:
        return f"Before the first step, {read}: it guesses."
    last = losses[: min(step, 50)]
    if len(last) < min(step, 50) or not np.isfinite(last).any():  # trained elsewhere
        return f"After step {step:,}, {read}."
    return f"After step {step:,}, {read}. The loss of its last batches is {loss_text(np.nanmean(last))}."


@st.cache_data(max_entries=500, show_spinner=False)
def seen_of(path: Path, written: float, count: int) -> tuple[Any, Any, float]:
    """The first weights of this moment, p of the ten digits, and the share of the first `count` others that it reads.

    The rest of it is let go: of a large network, a line of checkpoints does not fit into the memory of a server.
    """
    moment = load_run(path, memory=False)
    digits = looked_at(moment.config)
    p = probabilities(moment, digits, digits.validation.images[:count]) if count else np.empty((0, 1))
    right = p.argmax(axis=1) == digits.validation.labels[:count]
    return (
        first_weights(moment),
        probabilities(moment, digits, ten(moment.config).images),
        float(right.sum() / max(count, 1)),
    )

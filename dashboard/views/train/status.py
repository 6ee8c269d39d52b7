"""How a run stands, in one honest sentence."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.config import Config
from core.datasets.catalogue import DATASETS
from dashboard.components.live.live import standing
from dashboard.runs.standing import LIVE, sentence
from dashboard.runs.uphill import rises
from dashboard.shared.navigation import TRAIN
from dashboard.shared.numbers import duration, loss_text, percent
from dashboard.shared.settings_link import form_link
from dashboard.shared.shown import told
from dashboard.views.train.snapshot import Snapshot


def status(seen: Snapshot) -> None:
    """The status in one honest sentence; that of a run which is under way or in line grows with it."""
    record = seen.record
    if record.status in LIVE:
        standing(record.id, seen.mark, told(sentence(record, seen.place, seen.ahead)), key="standing")
        return
    reached = max(record.step, seen.checkpoint or 0)  # a worker that was killed had no time to say how far it was
    at = f"step {reached:,} of {record.total:,}"
    message = told(record.message)
    saved = "" if seen.checkpoint is None else f"It was saved at step {seen.checkpoint:,}."
    match record.status:
        case "paused":
            st.progress(record.step / max(record.total, 1), text=sentence(record, seen.place, seen.ahead))
        case "finished" if record.test_accuracy is not None and near_chance(record.test_accuracy, seen.config):
            chance = 1 / DATASETS[seen.config.data].classes
            st.warning(
                f"Finished, and it learned next to nothing: it reads **{percent(record.test_accuracy)}** of the "
                f"10,000 test digits, and a network that guesses reads about {percent(chance, 0)}. "
                f"{why_nothing(seen)} {message}",
                icon=":material/trending_flat:",
            )
            if uphill(seen):
                slower(seen)
        case "finished" if record.test_accuracy is not None:
            began = "Imported, trained to its end" if seen.imported else "Finished"
            after = "" if seen.imported else f", after {duration(record.seconds)} of training"
            st.success(
                f"{began}. It reads **{percent(record.test_accuracy)}** of the 10,000 test digits, "
                f"none of which it had ever seen{after}. {message}",
                icon=":material/check_circle:",
            )
        case "stopped" if seen.imported and record.test_accuracy is not None:
            guesses = " A network that guesses reads as many." if near_chance(record.test_accuracy, seen.config) else ""
            st.info(
                f"Imported, trained elsewhere. It reads **{percent(record.test_accuracy)}** of the 10,000 test digits."
                f"{guesses} It can be looked at, forked, and resumed, which trains it from here as its settings say.",
                icon=":material/upload_file:",
            )
        case "stopped" if seen.imported:
            st.info(
                f"Imported at {at}. Its curves stayed behind; it can be looked at, forked and resumed.",
                icon=":material/upload_file:",
            )
        case "stopped":
            st.warning(f"Stopped after {at}. {message} {saved}", icon=":material/stop_circle:")
        case "diverged":
            st.error(
                f"Diverged: the loss was no longer a finite number at step {record.step:,}. The usual cause is a "
                "learning rate that is too "
                f"large, here {seen.rate:g}: each step overshoots the valley by more than the one before.",
                icon=":material/trending_up:",
            )
            slower(seen)
        case "lost":
            st.error(f"Lost after {at}. {message} {saved}", icon=":material/heart_broken:")
        case "interrupted":
            st.warning(f"Interrupted after {at}. {message} {saved}", icon=":material/power_off:")
        case "failed":
            st.error(f"Failed after {at}. {message} {saved}", icon=":material/error:")


def near_chance(accuracy: float, config: Config) -> bool:
    """Whether a network reads hardly more than one that always gives the same answer."""
    return accuracy < 1.5 / DATASETS[config.data].classes


def uphill(seen: Snapshot) -> bool:
    """Whether its losses rose; those before an import are not known."""
    return len(seen.loss) > 0 and bool(np.isfinite(seen.loss).all()) and rises(seen.loss)


def why_nothing(seen: Snapshot) -> str:
    """What kept this network from learning, as far as its losses tell."""
    if uphill(seen):
        top = f"Its loss rose from {loss_text(seen.loss[0])} to {loss_text(np.max(seen.loss))} on the way"
        return f"{top}: the learning rate, here {seen.rate:g}, is too large."
    if seen.imported:
        return "It was imported, and its curves, which may tell why, stayed behind."
    return "Its loss hardly moved: it needs more steps, or another learning rate."


def slower(seen: Snapshot) -> None:
    """A link to the same run at a tenth of its learning rate."""
    config = replace(seen.config, learning_rate=max(seen.rate / 10, 1e-6))
    label = f"Open the form with a tenth of it, {config.learning_rate:g}"
    st.page_link(TRAIN.streamlit(), label=label, icon=":material/replay:", query_params=form_link(config))

"""A run as it stands: what it is doing, how far it is, its curves, and what can be asked of it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from core.config import Config
from dashboard.charts import CONFIG, Line, training
from dashboard.lab.session import is_dark
from dashboard.runs.line import line_up
from dashboard.runs.store import ACTIVE, ENDED, RESUMABLE, EpochFigures, Record, StoreError, open_store
from dashboard.state import duration

REFRESH = 0.3  # seconds between two looks at a run that is under way


@dataclass(frozen=True)
class Look:
    """Everything the page shows of a run, read in one go."""

    record: Record
    config: Config
    place: int  # in the line, from 1; 0 when it is not waiting
    ahead: int  # runs in training
    loss: Any  # (steps,)
    seconds: Any  # (steps,)
    epochs: list[EpochFigures]
    marks: list[tuple[int, str]]
    checkpoint: int  # the step of the last one


def look(run: str) -> Look | None:
    with open_store() as store:
        record = store.record(run)
        if record is None:
            return None
        active = store.records(*ACTIVE)
        waiting = [waiting.id for waiting in line_up(store.records("queued"), active)] if record.status == "queued" else []
        place = waiting.index(run) + 1 if run in waiting else 0
        loss, seconds = store.curve(run, "loss"), store.curve(run, "seconds")
        checkpoint = max(store.checkpoints(run), default=0)
        return Look(record, record.settings, place, len(active), loss, seconds, store.epochs(run), store.marks(run), checkpoint)


def show(run: str) -> None:
    """The run of the address, refreshed for as long as it is under way."""
    try:
        seen = look(run)
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
        return
    if seen is None:
        st.warning("There is no such run: it was deleted, or the link is not complete.", icon=":material/search_off:")
        st.page_link("views/train.py", label="Set up a new run", icon=":material/add:")
        return
    under_way = seen.record.status not in ENDED
    st.fragment(panel, run_every=REFRESH if under_way else None)(run)


def panel(run: str) -> None:
    """One look at the run."""
    try:
        seen = look(run)
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
        return
    if seen is None:
        st.rerun(scope="app")
    headline(seen)
    controls(seen)
    figures(seen)
    chart(seen)
    if seen.record.status in ENDED and st.session_state.get("under_way") == run:
        st.session_state["under_way"] = None
        st.rerun(scope="app")  # the timer stops with the run
    if seen.record.status not in ENDED:
        st.session_state["under_way"] = run


def headline(seen: Look) -> None:
    """The status in one honest sentence."""
    record = seen.record
    at = f"step {record.step:,} of {record.total:,}"
    saved = f"It was saved at step {seen.checkpoint:,}."
    match record.status:
        case "queued" if seen.place <= 1:
            st.info(f"Next in line. It starts as soon as one of the {seen.ahead} runs under way ends." if seen.ahead else "Starting …")
        case "queued":
            st.info(f"Number {seen.place} in line. {seen.ahead} runs are training now; each of them gives its place to the next.")
        case "starting":
            st.info("Starting: a process of its own is being set up for this run.")
        case "running" if record.step == 0:
            st.info("Reading 60,000 digits …")
        case "running":
            st.progress(record.step / max(record.total, 1), text=f"Training: {at}")
        case "paused":
            st.progress(record.step / max(record.total, 1), text=f"Paused after {at}")
        case "finished":
            st.success(
                f"Finished. It reads **{record.test_accuracy:.2%}** of the 10,000 test digits, "
                f"none of which it had ever seen, after {duration(record.seconds)} of training.",
                icon=":material/check_circle:",
            )
        case "stopped":
            st.warning(f"Stopped after {at}. {record.message} {saved}", icon=":material/stop_circle:")
        case "diverged":
            st.error(
                f"Diverged: the loss was no longer a finite number at step {record.step:,}. The usual cause is a learning rate that is too "
                f"large, here {seen.config.learning_rate:g}: each step overshoots the valley by more than the one before.",
                icon=":material/trending_up:",
            )
            slower = Config(**{**vars(seen.config), "learning_rate": max(seen.config.learning_rate / 10, 1e-6)})
            st.page_link(
                "views/train.py",
                label=f"Open the form with a learning rate of {slower.learning_rate:g}",
                icon=":material/replay:",
                query_params=slower.to_query(),
            )
        case "lost":
            st.error(f"Lost after {at}. {record.message} {saved}", icon=":material/heart_broken:")
        case "interrupted":
            st.warning(f"Interrupted after {at}. {record.message} {saved}", icon=":material/power_off:")
        case "failed":
            st.error(f"Failed after {at}. {record.message} {saved}", icon=":material/error:")


def controls(seen: Look) -> None:
    """What can be asked of the run now."""
    record = seen.record
    with st.container(horizontal=True, gap="small"):
        if record.status in ("running", "paused"):
            if record.status == "running":
                st.button("Pause", icon=":material/pause:", on_click=ask, args=(record.id, "pause"))
            else:
                st.button("Go on", icon=":material/play_arrow:", type="primary", on_click=ask, args=(record.id, "go"))
                st.button("One step", icon=":material/skip_next:", on_click=ask, args=(record.id, "step"))
                st.button("One epoch", icon=":material/fast_forward:", on_click=ask, args=(record.id, "epoch"))
            st.button("Stop", icon=":material/stop:", on_click=ask, args=(record.id, "stop"))
        elif record.status == "queued":
            st.button("Leave the line", icon=":material/close:", on_click=move, args=(record.id, ("queued",), "stopped"))
        elif record.status in RESUMABLE:
            label = f"Resume at step {seen.checkpoint:,}"
            st.button(label, icon=":material/play_arrow:", type="primary", on_click=move, args=(record.id, RESUMABLE, "queued"))


def ask(run: str, word: str, number: float | None = None) -> None:
    try:
        with open_store() as store:
            store.ask(run, word, number)
    except StoreError as error:
        st.error(str(error))


def move(run: str, before: tuple[str, ...], after: str) -> None:
    try:
        with open_store() as store:
            store.move(run, before, after)
    except StoreError as error:
        st.error(str(error))


def figures(seen: Look) -> None:
    """The numbers of the moment."""
    record = seen.record
    per_epoch = record.total / seen.config.epochs if record.total else 0
    epoch = min(seen.config.epochs, 1 + record.step / per_epoch) if per_epoch else 1
    left = (record.total - record.step) / record.speed if record.speed and record.status in ("running", "paused") else None
    columns = st.columns(5)
    columns[0].metric("Epoch", f"{int(epoch)} of {seen.config.epochs}")
    columns[1].metric("Loss", f"{np.mean(seen.loss[-50:]):.4f}" if len(seen.loss) else "–", help="Mean over the last 50 batches.")
    columns[2].metric(
        "Held-back digits read",
        f"{seen.epochs[-1].accuracy:.2%}" if seen.epochs else "–",
        help="Accuracy on the digits held back, after the last epoch.",
    )
    columns[3].metric("Steps a second", f"{record.speed:,.0f}" if record.speed else "–")
    if record.status in ENDED:
        columns[4].metric("Training time", duration(record.seconds))
    else:
        columns[4].metric("Time left", duration(left) if left is not None else "–")


def chart(seen: Look) -> None:
    """Loss and accuracy on one axis."""
    record = seen.record
    steps = np.arange(1, len(seen.loss) + 1)
    line = Line(
        record.name or record.id,
        steps,
        seen.loss,
        [figures.step for figures in seen.epochs],
        [figures.loss for figures in seen.epochs],
        [figures.accuracy for figures in seen.epochs],
    )
    figure = training(line, "steps", record.total or 1, is_dark(), seen.marks, record.test_accuracy)
    last = f"{seen.epochs[-1].accuracy:.1%} of the digits held back are read correctly" if seen.epochs else "nothing is known yet"
    st.plotly_chart(figure, key="curves", config=CONFIG, alt=f"Loss and accuracy over {len(seen.loss):,} steps; {last}.")

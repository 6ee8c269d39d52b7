"""A run as it stands: what it is doing, how far it is, its curves, and what can be asked of it."""

import numpy as np
import streamlit as st

from dashboard.runs.admission import resume
from dashboard.runs.store import ENDED, RESUMABLE, StoreError, open_store
from dashboard.shared.charts import CONFIG, Line, training
from dashboard.shared.navigation import RUNS, STEP, TRAIN
from dashboard.shared.numbers import loss_text, percent, verbatim
from dashboard.shared.session import NOT_YOURS, browser, is_dark, mine, refuse, small
from dashboard.shared.settings import duration, form_link, summary
from dashboard.views.train.headline import headline
from dashboard.views.train.panels.inside import inside
from dashboard.views.train.panels.keep import files
from dashboard.views.train.panels.landscape import landscape
from dashboard.views.train.panels.optimizers import optimizers
from dashboard.views.train.panels.result import result
from dashboard.views.train.panels.rewind import rewind
from dashboard.views.train.panels.yours import own
from dashboard.views.train.snapshot import Look, look

REFRESH, SLOW_REFRESH = 0.25, 3.0  # seconds between two looks at a run that is under way, and at its checkpoints
VIEWS = {
    "Rewind": rewind,
    "Inside": inside,
    "Result": result,
    "Landscape": landscape,
    "Optimizers": optimizers,
    "Yours": own,
    "Keep": files,
}


def show(run: str) -> None:
    """The run of the address, refreshed for as long as it is under way."""
    try:
        seen = look(run)
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
        return
    if seen is None:
        st.warning("There is no such run: it was deleted, or the link is not complete.", icon=":material/search_off:")
        st.page_link(TRAIN.streamlit(), label="Set up a new run", icon=":material/add:")
        return
    ended = seen.record.status in ENDED
    st.fragment(panel, run_every=None if ended else REFRESH)(run, ended)
    st.divider()
    chosen = st.segmented_control(
        "Look closer", list(VIEWS), key="look", default="Rewind", required=True, bind="query-params"
    )
    st.fragment(closer, run_every=None if ended else SLOW_REFRESH)(run, chosen)


def closer(run: str, chosen: str) -> None:
    """The view that was chosen, of a run that is still there."""
    try:
        with open_store() as store:
            record, found = store.record(run), store.checkpoints(run)
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
        return
    if record is None:  # deleted in another tab
        st.rerun(scope="app")
    if record.status in ENDED and not found and chosen != "Keep":
        st.info("There is nothing to look at: the run ended before its first step.")
    else:
        VIEWS[chosen](run)


def panel(run: str, ended: bool) -> None:
    """One look at the run; when it has ended, or goes on, since the page was drawn, the page is drawn anew."""
    try:
        seen = look(run)
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
        return
    if seen is None:
        st.rerun(scope="app")
    about(seen)
    headline(seen)
    controls(seen)
    figures(seen)
    if seen.imported:
        small("Its curves are not part of the file that it came from.")
    else:
        chart(seen)
    if (seen.record.status in ENDED) != ended:
        st.rerun(scope="app")


def about(seen: Look) -> None:
    """Which run this is."""
    record = seen.record
    if record.name:
        st.subheader(verbatim(record.name))
    small(summary(seen.config))
    if record.parent:
        with st.container(horizontal=True, vertical_alignment="center"):
            small(f"Forked at step {record.parent_step:,} from another run:")
            st.page_link(
                TRAIN.streamlit(),
                label="Open that run",
                icon=":material/show_chart:",
                query_params={"run": record.parent},
            )
            both = {"beside": f"{record.parent},{record.id}"}
            st.page_link(
                RUNS.streamlit(), label="See both curves", icon=":material/stacked_line_chart:", query_params=both
            )


def controls(seen: Look) -> None:
    """What can be asked of the run now."""
    record = seen.record
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if not mine(record):
            small(NOT_YOURS)
        elif record.status in ("running", "paused"):
            if record.status == "running":
                st.button("Pause", type="primary", icon=":material/pause:", on_click=ask, args=(record.id, "pause"))
            else:
                st.button("Go on", icon=":material/play_arrow:", type="primary", on_click=ask, args=(record.id, "go"))
                st.button("One step", icon=":material/skip_next:", on_click=ask, args=(record.id, "step"))
                st.button("One epoch", icon=":material/fast_forward:", on_click=ask, args=(record.id, "epoch"))
            st.button("Stop", icon=":material/stop:", on_click=ask, args=(record.id, "stop"))
            with st.popover("Learning rate", icon=":material/speed:"):
                st.number_input("New learning rate", 1e-6, 100.0, seen.rate, format="%g", key="new_rate")
                small("It holds from the next step on; the schedule goes on scaling it.")
                st.button("Change it", on_click=change_rate, args=(record.id,))
        elif record.status == "queued":
            st.button("Leave the line", icon=":material/close:", on_click=move, args=(record.id, "leave"))
        elif record.status in RESUMABLE:
            label = "Try again" if seen.checkpoint is None else f"Resume at step {seen.checkpoint:,}"
            st.button(
                label,
                icon=":material/play_arrow:",
                type="primary",
                on_click=move,
                args=(record.id, "resume"),
            )
        if record.status in ENDED:
            if record.status == "finished":
                query = {"run": record.id, "checkpoint": str(seen.checkpoint)}
                st.page_link(
                    STEP.streamlit(),
                    label="Step through a digit with this network",
                    icon=":material/footprint:",
                    query_params=query,
                )
            link = form_link(seen.config)
            st.page_link(
                TRAIN.streamlit(), label="Change a setting, train again", icon=":material/tune:", query_params=link
            )


def ask(run: str, word: str, number: float | None = None) -> None:
    try:
        with open_store() as store:
            store.ask(run, word, number)
    except StoreError as error:
        refuse(error)


def change_rate(run: str) -> None:
    ask(run, "rate", st.session_state["new_rate"])


def move(run: str, event: str) -> None:
    try:
        with open_store() as store:
            if event == "resume":
                resume(store, run, browser())
            else:
                store.move(run, event)
    except StoreError as error:
        refuse(error)


def figures(seen: Look) -> None:
    """The numbers of the moment."""
    record, epochs = seen.record, seen.config.epochs
    under_way = record.status in ("running", "paused")
    left = duration((record.total - record.step) / record.speed) if record.speed and under_way else "–"
    epoch = min(epochs, 1 + record.step * epochs // record.total) if record.total else 1
    with st.container(horizontal=True, gap=24):
        _number("Epoch", f"{epoch} of {epochs}")
        if not seen.imported:
            _number("Loss, last 50 batches", loss_text(np.mean(seen.loss[-50:])) if len(seen.loss) else "–")
        untrained = len(seen.epochs) == 1 and seen.epochs[0].step == 0
        _number(
            f"Accuracy, held back{', before training' * untrained}",
            percent(seen.epochs[-1].accuracy) if seen.epochs else "–",
        )
        if not seen.imported:
            _number("Steps a second", f"{record.speed:,.0f}" if record.speed else "–")
        if record.status not in ENDED:
            _number("Time left", left)
        elif not seen.imported:
            _number("Training time", duration(record.seconds))


def _number(label: str, value: str) -> None:
    st.metric(label, value, width="content")


AXES = ("steps", "epochs", "seconds")


def chart(seen: Look) -> None:
    """Loss and accuracy on one axis."""
    record = seen.record
    curves = st.container()
    unit = st.segmented_control(
        "Against", AXES, key="axis", default="steps", required=True, bind="query-params", label_visibility="collapsed"
    )
    clock = np.concatenate([[0], seen.steps[: len(seen.seconds)]]), np.concatenate([[0.0], seen.seconds])
    per_epoch = record.total / seen.config.epochs or 1

    def place(steps):
        steps = np.asarray(steps, int)
        return {"steps": steps, "epochs": steps / per_epoch, "seconds": np.interp(steps, *clock)}[unit]

    line = Line(
        record.name or record.id,
        place(seen.steps[: len(seen.loss)]),
        seen.loss,
        place([figures.step for figures in seen.epochs]),
        [figures.loss for figures in seen.epochs],
        [figures.accuracy for figures in seen.epochs],
        seen.accuracy,
        None if seen.means is None else (place(seen.means[0]), seen.means[1]),
    )
    left = (record.total - record.step) / record.speed if record.speed and record.status not in ENDED else 0.0
    end = {"steps": record.total or 1, "epochs": seen.config.epochs, "seconds": clock[1][-1] + left}[unit]
    marks = [(float(place(step)), text) for step, text in seen.marks]
    taken = int(seen.steps[-1]) if len(seen.steps) else 0
    figure = training(line, unit, end, is_dark(), marks, record.test_accuracy)
    last = (
        f"{percent(seen.epochs[-1].accuracy, 1)} of the digits held back are read correctly"
        if seen.epochs
        else "nothing is known yet"
    )
    curves.plotly_chart(figure, key="curves", config=CONFIG, alt=f"Loss and accuracy over {taken:,} steps; {last}.")

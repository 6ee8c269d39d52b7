"""Two settings, many values: a grid of runs that fills in."""

import streamlit as st

from dashboard.components.grid.grid import Cell
from dashboard.components.grid.grid import grid as grid_of
from dashboard.components.live.live import watch
from dashboard.runs import engine
from dashboard.runs.estimate import known_seconds_per_step, total_steps
from dashboard.runs.limits import Limits
from dashboard.runs.ownership import is_mine, my_runs
from dashboard.runs.steering import steer
from dashboard.runs.store import ENDED, Record, StoreError, open_store
from dashboard.runs.sweeping import (
    SWEPT,
    UNITS,
    grid,
    mark_of_sweep,
    name_of_cell,
    read_axis,
    submit_sweep,
    sweep_of,
    sweeps,
    title,
)
from dashboard.shared.draft import draft
from dashboard.shared.navigation import SWEEP, TRAIN
from dashboard.shared.numbers import counted, duration, percent
from dashboard.shared.session import browser
from dashboard.shared.settings_in_words import summary
from dashboard.shared.shown import shown, shown_as_toast
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim

engine.start_up()
st.title("Sweep")

EARLIER = 10  # sweeps are listed
STARTING = 0.1  # seconds from the end of a run to the first step of the next
PACE = 1.0  # seconds at least from one look at a sweep to the next


@st.fragment
@shown()
def form() -> None:
    config = draft()
    st.markdown("Choose two settings and some values of each: every pair becomes a run, and you see which go together.")
    small(f"Everything else is as in the form on the page “Train”: {verbatim(summary(config))}.")
    left, right = st.columns(2)
    across = left.selectbox(
        "Across", SWEPT, SWEPT.index("learning_rate"), format_func=title, key="across", bind="query-params"
    )
    across_values = left.text_input(
        "Values, with commas between them", "0.0005, 0.002, 0.005, 0.02", key="across_values", bind="query-params"
    )
    down = right.selectbox(
        "Down",
        SWEPT,
        SWEPT.index(UNITS),
        format_func=title,
        key="down",
        bind="query-params",
    )
    down_values = right.text_input(
        "Values, with commas between them", "16, 64, 256", key="down_values", bind="query-params"
    )
    cells = grid(config, read_axis(across, across_values), read_axis(down, down_values))
    if not config.validation:
        st.warning(
            "No digits are held back, so there will be no accuracy to choose by. Set some aside in the form on the "
            "page “Train”."
        )
    places = Limits.from_environment().workers
    seconds = sum(total_steps(cell) for cell in cells.values()) * known_seconds_per_step(config) / places
    st.markdown(
        f"**{counted(len(cells), 'run')}**, {places} at a time, about **{duration(seconds + STARTING * len(cells))}** "
        "in all."
    )
    if st.button("Start the sweep", type="primary", icon=":material/grid_on:", key="start-sweep"):
        with open_store() as store:
            sweep = submit_sweep(store, cells, (across, down), browser())
        st.switch_page(SWEEP.streamlit(), query_params={"sweep": sweep})


@shown()
def earlier() -> None:
    """Links to the newest sweeps of this browser, where there are some."""
    with open_store() as store:
        found = sweeps(my_runs(store.records()))
    listed = {name: sweep_of(runs) for name, runs in list(found.items())[:EARLIER]}
    if not listed:
        return
    st.markdown("#### Your earlier sweeps")
    for name, sweep in listed.items():
        axes = zip(map(title, sweep.settings), (sweep.across, sweep.down), strict=True)
        label = "; ".join(f"{setting} {', '.join(values)}" for setting, values in axes)
        over = sum(run.status in ENDED for run in sweep.cells.values())
        text = f"{label}: {over} of {len(sweep.cells)} runs have ended"
        st.page_link(SWEEP.streamlit(), label=text, icon=":material/grid_on:", query_params={"sweep": name})


@shown()
def filled(name: str, ended: bool) -> None:
    """The grid as far as it is; a click on a cell opens its run."""
    with open_store() as store, store.moment():
        mark = mark_of_sweep(store, name)
        runs = sweeps(store.records()).get(name)
        if not runs:
            st.warning(
                "There is no such sweep: it was deleted, or the link is not complete.", icon=":material/search_off:"
            )
            st.page_link(SWEEP.streamlit(), label="Set up a sweep", icon=":material/add:")
            return
        sweep = sweep_of(runs)
        best = {run.id: max((figures.accuracy for figures in store.epochs(run.id)), default=None) for run in runs}
    if ended != all(run.status in ENDED for run in runs):
        st.rerun(scope="app")
    done = sum(run.status in ENDED for run in runs)
    st.progress(
        done / len(runs),
        text=f"{done} of {len(runs)} runs have ended. In each cell: the best accuracy on the digits held back.",
    )
    if done < len(runs) and all(map(is_mine, runs)):
        st.button("Stop this sweep", icon=":material/stop:", on_click=stop, args=(name,))
    rows = [[sweep.cells.get((a, d)) for a in sweep.across] for d in sweep.down]
    cells = [[cell(run, best[run.id]) if run else None for run in row] for row in rows]
    across, down = map(title, sweep.settings)
    if opened := grid_of((across, down), sweep.across, sweep.down, cells, key="grid"):
        st.switch_page(TRAIN.streamlit(), query_params={"sweep": name, "run": opened})  # Streamlit's way back has both
    if done < len(runs):
        watch(f"sweep/{name}", mark, PACE, "", key="sweep")
    st.page_link(SWEEP.streamlit(), label="Another sweep, or an earlier one", icon=":material/add:")


def stop(name: str) -> None:
    """End every run of a sweep that has not ended: those in line at once, those under way as soon as they are saved."""
    with shown_as_toast(), open_store() as store, store.transaction():
        for run in sweeps(store.records()).get(name, []):
            if run.status not in ENDED:
                steer(store, run.id, "stop", browser())


def cell(run: Record, best: float | None) -> Cell:
    """What the grid shows of a run."""
    return Cell(run.id, said(run, best), best, "" if run.name == name_of_cell(run) else run.name)


def said(run: Record, best: float | None) -> str:
    if run.status == "running":
        return f"{percent(run.step / max(run.total, 1), 0)} done"
    return run.status if best is None or run.status != "finished" else percent(best)


if name := st.query_params.get("sweep"):
    try:
        with open_store() as store:
            over = all(run.status in ENDED for run in sweeps(store.records()).get(name, []))
    except StoreError:
        over = True
    st.fragment(filled)(name, over)
else:
    form()
    earlier()

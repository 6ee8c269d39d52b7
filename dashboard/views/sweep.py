"""Two settings, many values: a grid of runs that fills in."""

import streamlit as st

from core.config import Config, ConfigError
from dashboard.charts import CONFIG, heat
from dashboard.lab.controls import SETTINGS
from dashboard.lab.session import browser, is_dark, small
from dashboard.lab.setup import DRAFT, step_seconds
from dashboard.navigation import SWEEP, TRAIN
from dashboard.runs import engine
from dashboard.runs.estimate import total_steps
from dashboard.runs.limits import Limits
from dashboard.runs.store import ENDED, Record, StoreError, open_store
from dashboard.runs.sweeping import SWEPT, UNITS, cells_of, grid, read_axis, submit_sweep
from dashboard.spelling import percent
from dashboard.state import duration, summary, words

engine.start_up()
st.title("Sweep")


def label(setting: str) -> str:
    return "Units of the first hidden layer" if setting == UNITS else words(SETTINGS[setting]).label


@st.fragment
def form() -> None:
    config = st.session_state.get(DRAFT, Config())
    st.markdown("Choose two settings and some values of each: every pair becomes a run, and you see which go together.")
    small(f"All else as in the form on the page “Train”: {summary(config)}.")
    left, right = st.columns(2)
    across = left.selectbox("Across", SWEPT, SWEPT.index("learning_rate"), format_func=label, key="across")
    across_values = left.text_input("Values, with commas between them", "0.0005, 0.002, 0.005, 0.02", key="across_values")
    down = right.selectbox("Down", SWEPT, SWEPT.index(UNITS), format_func=label, key="down")
    down_values = right.text_input("Values, with commas between them", "16, 64, 256", key="down_values")
    try:
        cells = grid(config, read_axis(across, across_values), read_axis(down, down_values))
    except ConfigError as error:
        st.error(str(error), icon=":material/error:")
        return
    if not config.validation:
        st.warning("No digits are held back, so there will be no accuracy to choose by. Set some aside in the form on the page “Train”.")
    places = Limits.from_environment().workers
    seconds = sum(total_steps(cell) for cell in cells.values()) * step_seconds(config) / places
    st.markdown(f"**{len(cells)} runs**, {places} at a time, about **{duration(seconds + len(cells) / places)}** in all.")
    if st.button("Start the sweep", type="primary", icon=":material/grid_on:"):
        try:
            with open_store() as store:
                sweep = submit_sweep(store, cells, browser())
        except StoreError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.switch_page(SWEEP.streamlit(), query_params={"sweep": sweep, "x": across, "y": down})


def filled(sweep: str, ended: bool) -> None:
    try:
        with open_store() as store:
            runs = cells_of(store, sweep)
            best = {run.id: max((figures.accuracy for figures in store.epochs(run.id)), default=None) for run in runs}
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
        return
    if not runs:
        st.warning("There is no such sweep: it was deleted, or the link is not complete.")
        return
    if ended != all(run.status in ENDED for run in runs):
        st.rerun(scope="app")
    pairs = [run.name.split(" × ") for run in runs]
    across, down = (list(dict.fromkeys(pair[k] for pair in pairs)) for k in (0, 1))
    at = {tuple(pair): run for pair, run in zip(pairs, runs, strict=True)}
    rows = [[at[a, d] for a in across] for d in down]
    values = [[None if (share := best[run.id]) is None else 100 * share for run in row] for row in rows]
    texts = [[said(run, best[run.id]) for run in row] for row in rows]
    done = sum(run.status in ENDED for run in runs)
    st.progress(done / len(runs), text=f"{done} of {len(runs)} runs have ended. In each cell: the best accuracy on the digits held back.")
    names = [label(st.query_params.get(axis, "")) if st.query_params.get(axis) in SWEPT else "" for axis in "xy"]
    figure = heat(values, across, down, texts, names[0], names[1], is_dark())
    st.plotly_chart(figure, key="grid", config=CONFIG, alt="; ".join(f"{run.name}: {said(run, best[run.id])}" for run in runs))
    with st.expander("Open one of them"):
        for run in runs:
            st.page_link(TRAIN.streamlit(), label=f"{run.name}: {said(run, best[run.id])}", query_params={"run": run.id})
    st.page_link(SWEEP.streamlit(), label="Another sweep", icon=":material/add:")


def said(run: Record, best: float | None) -> str:
    if run.status == "running":
        return f"{percent(run.step / max(run.total, 1), 0)} done"
    return run.status if best is None or run.status != "finished" else percent(best)


if sweep := st.query_params.get("sweep"):
    try:
        with open_store() as store:
            over = all(run.status in ENDED for run in cells_of(store, sweep))
    except StoreError:
        over = True
    st.fragment(filled, run_every=None if over else 1.0)(sweep, over)
else:
    form()

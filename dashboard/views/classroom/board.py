"""All runs of the room on one board, live: the best accuracy held back first, one click to project one."""

import streamlit as st

from dashboard.runs.admission import bytes_of_class
from dashboard.runs.classes.classes import Class, allow, plain
from dashboard.runs.classes.room import Row, runs_of, stop
from dashboard.runs.in_class import Allowed
from dashboard.runs.limits import Limits
from dashboard.runs.states import ACTIVE
from dashboard.runs.store import StoreError, open_store
from dashboard.shared import presenting
from dashboard.shared.bounded_field import bounded_field, say_held
from dashboard.shared.navigation import RUNS, TRAIN
from dashboard.shared.numbers import percent
from dashboard.shared.settings_in_words import summary
from dashboard.shared.shown import shown
from dashboard.shared.theme import small

LOOK = 2.0  # seconds between two looks
LIMITS = (  # of a class: the field of `Allowed`, what it is called, and the most
    ("parameters", "Parameters of a network", 5_000_000),
    ("epochs", "Epochs of a run", 1_000),
    ("together", "Runs of one student at once", 64),
)
NAME = 80  # characters of a run's


def part(found: Class) -> None:
    st.fragment(runs, run_every=LOOK)(found.code)
    with st.expander("What students may start", key="allowed", on_change="rerun", bind="query-params"):
        limits(found)


@shown()
def runs(code: str) -> None:
    with open_store() as store:
        rows = runs_of(store, code)
    if not rows:
        st.markdown("Nobody has started a run since they joined. Runs appear here as soon as they are asked for.")
        return
    chosen = st.dataframe(
        list(map(entry, rows)),
        key=f"board-{len(rows)}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        height=min(38 + 35 * len(rows), 520),
        alt="The runs of the class, the best first.",
        column_config={"settings": st.column_config.TextColumn(width=420)},
    )
    picked = [rows[k] for k in chosen.selection.rows if k < len(rows)]
    if not picked:
        small("Tick one to project, stop, rename or delete it; tick two or more to compare them.")
        return
    do(picked)


def entry(row: Row) -> dict:
    record = row.record
    try:
        settings = summary(record.settings)
    except StoreError:
        settings = "settings of another version"
    return {
        "student": row.student.name,
        "best held back": percent(row.best) if row.best is not None else "–",
        "run": record.name or record.id,
        "status": f"{record.status}, {percent(record.step / max(record.total, 1), 0)}"
        if record.status in ACTIVE
        else record.status,
        "parameters": f"{row.parameters:,}" if row.parameters else "–",
        "settings": settings,
    }


def do(picked: list[Row]) -> None:
    """What a teacher does with the runs that are ticked."""
    ids = [row.record.id for row in picked]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(ids) == 1:
            if st.button("Project it", type="primary", icon=":material/co_present:"):
                presenting.begin()
                st.switch_page(TRAIN.streamlit(), query_params={"run": ids[0]})
        elif st.button("Compare them", type="primary", icon=":material/stacked_line_chart:"):
            presenting.begin()
            st.switch_page(RUNS.streamlit(), query_params={"beside": ",".join(ids)})
        if st.button("Stop", icon=":material/stop:", help="They are saved first, and can be resumed."):
            with open_store() as store:
                for row in picked:
                    stop(store, row.record)
            st.rerun(scope="fragment")
        with st.popover("Delete", icon=":material/delete:"):
            st.markdown("With all curves and checkpoints; this cannot be taken back.")
            if st.button(f"Delete {'this run' if len(ids) == 1 else f'these {len(ids)} runs'}", key="delete-runs"):
                with open_store() as store:
                    for run in ids:
                        store.delete(run)
                st.rerun(scope="fragment")
        if len(ids) == 1:
            name = st.text_input("Name", picked[0].record.name, max_chars=NAME, key=f"name-{ids[0]}", width=260)
            if name != picked[0].record.name:
                with open_store() as store:
                    store.update(ids[0], name=plain(name, NAME))
                st.rerun(scope="fragment")


@shown()
def limits(found: Class) -> None:
    now = found.allowed
    with open_store() as store:
        taken = bytes_of_class(store, found.code)
    small(
        "0 leaves it to the server. They hold for new runs, sweeps, forks, imports and resumed runs. The runs of this "
        f"class take {taken / 1e6:,.0f} MB of the {Limits.from_environment().of_class / 1e6:,.0f} that this server "
        "gives a class."
    )
    keys = {name: f"{name} in {found.code}" for name, *_ in LIMITS}
    for column, (name, label, most) in zip(st.columns(3), LIMITS, strict=True):
        st.session_state.setdefault(keys[name], float(getattr(now, name)))
        bounded_field(column, label, 0, most, keys[name], value=None, step=1_000.0 if most > 1_000 else 1.0)
    say_held(*keys.values())
    wanted = Allowed(**{name: int(st.session_state[key]) for name, key in keys.items()})
    if wanted != now:
        with open_store() as store:
            allow(store, found.code, wanted)
        st.rerun()

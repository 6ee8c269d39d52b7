"""All runs there are: open one, or put some beside each other."""

import datetime

import streamlit as st

from core.weights.files import ENDINGS
from dashboard.runs import engine
from dashboard.runs.comparison import labels
from dashboard.runs.export import take_in
from dashboard.runs.in_class import on_boards
from dashboard.runs.limits import Limits
from dashboard.runs.ownership import my_runs, who
from dashboard.runs.store import Record, StoreError, open_store
from dashboard.runs.surplus import going_next
from dashboard.shared.navigation import TRAIN
from dashboard.shared.numbers import counted
from dashboard.shared.session import browser
from dashboard.shared.settings_in_words import summary
from dashboard.shared.shown import shown
from dashboard.shared.verbatim import verbatim
from dashboard.views.runs.chosen import actions
from dashboard.views.runs.compare import MOST_BESIDE, compare

TYPES = [ending.removeprefix(".") for ending in ENDINGS]

NAMED = 3  # runs that are deleted next are named

engine.start_up()
st.title("Runs")


def row(record: Record, name: str) -> dict:
    try:
        settings = summary(record.settings)
    except StoreError:
        settings = "settings of another version"
    return {
        "run": "open",
        "name": name,
        "who": who(record.session),
        "status": record.status,
        "test accuracy": None if record.test_accuracy is None else 100 * record.test_accuracy,
        "seconds": record.seconds,
        "started": datetime.datetime.fromtimestamp(record.created, datetime.UTC),
        "settings": settings,
    }


def asked_for(records: list[Record]) -> list[Record]:
    """The runs that the address puts beside each other."""
    ids = st.query_params.get("beside", "").split(",")[:MOST_BESIDE]
    return [record for name in ids for record in records if record.id == name]


@st.fragment
@shown()
def listing() -> None:
    with open_store() as store:
        everybodys = store.records()
        records = chosen_by_owner(everybodys)
        if not records:
            st.markdown("There are no runs yet. Train a network, and you will find it here whenever you come back.")
            st.page_link(TRAIN.streamlit(), label="Train a network", icon=":material/play_arrow:")
        going(everybodys, on_boards(store))
        asked = asked_for(everybodys)
        chosen = table(records, asked) if records else []
        actions(chosen)
        beside = chosen[:MOST_BESIDE] or asked
        if len(beside) > 1:
            compare(store, beside)


def going(records: list[Record], spared: set[str]) -> None:
    """Say which runs of this browser are deleted next, and how they stay."""
    own = my_runs(going_next(records, spared))
    if not own:
        return
    some = ", ".join(f"“{verbatim(name)}”" for name in labels(own[:NAMED])) + (" …" if len(own) > NAMED else "")
    st.warning(
        f"This server keeps {Limits.from_environment().runs:,} runs that have ended, and nearly has them. When more "
        f"end, {counted(len(own), 'run')} of yours will be deleted, the oldest first: {some}. A run stays if you give "
        "it a name or a note, or choose “Keep it” on its page.",
        icon=":material/auto_delete:",
    )


def chosen_by_owner(records: list[Record]) -> list[Record]:
    """Those of this browser or all of them; there is a choice where others have some."""
    own = my_runs(records)
    if len(own) == len(records):
        return own
    whose = st.segmented_control(
        "Whose",
        ("Mine", "Everybody's"),
        key="whose",
        default="Mine",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    return own if whose == "Mine" else records


def table(records: list[Record], asked: list[Record]) -> list[Record]:
    """List the runs; those that were ticked, which the address keeps."""
    listed = f"{records[0].id}-{len(records)}"  # a click on a row of another list says nothing about this one
    ids = [record.id for record in records]
    before: list[str] = st.session_state.setdefault(f"ticked-{listed}", [one.id for one in asked if one.id in ids])
    chosen = st.dataframe(
        list(map(row, records, labels(records))),
        key=f"runs-{listed}",
        hide_index=True,
        placeholder="–",
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [ids.index(run) for run in before]}},
        height=min(38 + 35 * len(records), 420),
        column_config={
            "run": st.column_config.ButtonColumn("run", width=70, type="tertiary", key=f"open-{listed}"),
            "name": st.column_config.TextColumn("name, or what sets it apart", width=320),
            "test accuracy": st.column_config.NumberColumn(format="%.2f %%"),
            "seconds": st.column_config.NumberColumn("training time", format="%.1f s"),
            "started": st.column_config.DatetimeColumn(format="distance"),
        },
        alt="All runs, newest first.",
    )
    st.markdown(
        f"Tick two to {MOST_BESIDE} of them to see them beside each other, or any number to delete them. A click on "
        "the head of a column sorts by it."
    )  # above, the table's tools would cover it on a phone
    if opened := st.session_state[f"open-{listed}"]:
        st.switch_page(TRAIN.streamlit(), query_params={**st.query_params, "run": records[opened.row].id})
    ticked = [records[k] for k in chosen.selection.rows]
    keep_in_address(listed, [record.id for record in ticked[:MOST_BESIDE]])
    return ticked


def keep_in_address(listed: str, ticked: list[str]) -> None:
    """Keep the runs that are ticked in the address; what a link put beside each other stays until a tick changes."""
    last = f"ticked now-{listed}"
    if ticked:
        st.query_params["beside"] = ",".join(ticked)
    elif st.session_state.get(last):
        st.query_params.pop("beside", None)
    st.session_state[last] = ticked


@st.fragment
def bring() -> None:
    """Import a run from a file."""
    with st.expander("Import a run", key="import", on_change="rerun", bind="query-params"):
        file = st.file_uploader(
            "A run that was saved as .npz, or weights from PyTorch (.safetensors, .npz), Keras (.keras, .weights.h5), "
            "scikit-learn or NumPy (.npz)",
            type=TYPES,
        )
        network = st.text_input(
            "Its architecture, where the file does not say it",
            placeholder="784-128-relu-64-relu-10",
            max_chars=300,
            key="network of a file",
        )
        if file is not None and st.button("Import", type="primary"):
            with shown():
                with st.spinner("It is being read and judged …"), open_store() as store:
                    run = take_in(store, file.getvalue(), file.name, browser(), network.strip())
                st.switch_page(TRAIN.streamlit(), query_params={"run": run})


listing()
bring()

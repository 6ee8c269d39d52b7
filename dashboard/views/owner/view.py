"""The server as its owner sees it: who is here, who waits, what the disk holds; and what can be stopped and removed."""

import datetime
import shutil
from collections.abc import Sequence

import psutil
import streamlit as st
from streamlit.runtime import Runtime

from dashboard.runs.limits import Limits
from dashboard.runs.line import line_up
from dashboard.runs.occupancy import Share, shares
from dashboard.runs.ownership import who
from dashboard.runs.steering import steer
from dashboard.runs.store import ACTIVE, ENDED, Record, Store, open_store
from dashboard.shared.navigation import RUNS
from dashboard.shared.session import browser, is_owner
from dashboard.shared.shown import shown, shown_as_toast
from dashboard.shared.theme import small

st.title("This server")

REFRESH = 5.0  # seconds
ONLY_THE_OWNER = "This page is the owner's. Whoever started this Chainrule has a link to it, which was printed then."


@st.fragment(run_every=REFRESH)
@shown()
def overview() -> None:
    """The moment in numbers, who takes what, and who trains and waits."""
    with open_store() as store:
        records, each = store.records(), shares(store)
        size, disk = sum(one.size for one in each), shutil.disk_usage(store.folder)
    figures(records, size, disk.free)
    st.markdown("#### Who takes what")
    listing(each)
    st.markdown("#### Training and in line")
    line(records)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Stop everything", icon=":material/stop:", on_click=stop, disabled=not under_way(records))
        st.page_link(
            RUNS.streamlit(), label="All runs", icon=":material/table_rows:", query_params={"whose": "Everybody's"}
        )
    small(allowed())


def figures(records: Sequence[Record], size: int, free: int) -> None:
    """The server in numbers."""
    limits = Limits.from_environment()
    here = psutil.Process()
    memory = sum(
        process.memory_info().rss for process in (here, *here.children(recursive=True)) if process.is_running()
    )
    training = sum(record.status in ACTIVE for record in records)
    with st.container(horizontal=True, gap=24):
        st.metric("Pages open", pages_open(), width="content")
        st.metric("Training", f"{training} of {limits.workers}", width="content")
        st.metric("In line", sum(record.status == "queued" for record in records), width="content")
        st.metric("Runs", f"{len(records):,}", width="content")
        st.metric("Runs take", megabytes(size), width="content")
        st.metric("Free on the disk", megabytes(free), width="content")
        st.metric("Memory", megabytes(memory), width="content")


def listing(each: Sequence[Share]) -> None:
    """A row for each browser; those that are ticked can be removed with all that is theirs."""
    if not each:
        st.markdown("Nobody has trained anything yet.")
        return
    rows = [
        {
            "who": who(one.session),
            "runs": one.runs,
            "training": one.training,
            "waiting": one.waiting,
            "kept": one.kept,
            "megabytes": one.size / 1e6,
            "last seen": datetime.datetime.fromtimestamp(one.last, datetime.UTC) if one.last else None,
        }
        for one in each
    ]
    chosen = st.dataframe(
        rows,
        key=f"shares-{len(each)}",
        hide_index=True,
        placeholder="–",
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "megabytes": st.column_config.NumberColumn(format="%.1f"),
            "last seen": st.column_config.DatetimeColumn(format="distance"),
        },
        alt="What each browser takes of this server.",
    )
    ticked = [each[k].session for k in chosen.selection.rows if k < len(each)]
    if ticked:
        count = sum(one.runs for one in each if one.session in ticked)
        with st.popover(f"Remove what {len(ticked)} of them have", icon=":material/delete:"):
            st.markdown(f"All {count:,} runs of theirs will be gone for good, kept ones and those in training as well.")
            st.button("Remove for good", type="primary", on_click=remove, args=(ticked,))


def line(records: Sequence[Record]) -> None:
    """Who trains, and who is next."""
    active = [record for record in records if record.status in ACTIVE]
    waiting = line_up([record for record in records if record.status == "queued"], active)
    if not active and not waiting:
        st.markdown("Nothing trains, and nobody waits.")
        return
    rows = [
        {
            "place": place or None,
            "who": who(record.session),
            "status": record.status,
            "step": record.step,
            "of": record.total,
            "name": record.name,
            "run": record.id,
        }
        for place, record in [*((0, one) for one in active), *enumerate(waiting, 1)]
    ]
    st.dataframe(rows, hide_index=True, placeholder="–", alt="The runs in training, and those in line, the next first.")


def allowed() -> str:
    """The limits in force."""
    limits = Limits.from_environment()
    return (
        f"A run may train {limits.minutes:g} minutes and have {limits.parameters:,} parameters; a browser may have "
        f"{limits.waiting} runs in line, keep {limits.kept}, and take {limits.browser / 1e6:,.0f} MB; all together "
        f"{limits.server / 1e6:,.0f} MB. {limits.runs:,} runs that have ended are kept. "
        "`chainrule --help` lists the options that change this."
    )


def under_way(records: Sequence[Record]) -> list[Record]:
    return [record for record in records if record.status not in (*ENDED, "paused")]


def pages_open() -> str:
    """How many pages browsers have open here."""
    manager = getattr(Runtime.instance(), "_session_mgr", None) if Runtime.exists() else None
    return f"{manager.num_active_sessions():,}" if manager else "–"  # no public way leads to it


def megabytes(size: float) -> str:
    return f"{size / 1e6:,.0f} MB" if size < 10e9 else f"{size / 1e9:,.0f} GB"


def stop() -> None:
    with shown_as_toast(), open_store() as store:
        for record in under_way(store.records()):
            steer(store, record.id, "stop", browser())


def remove(sessions: Sequence[str]) -> None:
    with shown_as_toast(), open_store() as store:
        remove_all(store, sessions)


def remove_all(store: Store, sessions: Sequence[str]) -> None:
    """Delete every run of these browsers; their workers notice."""
    for record in store.records():
        if record.session in sessions:
            store.delete(record.id)


if is_owner():
    overview()
else:
    st.info(ONLY_THE_OWNER, icon=":material/key:")

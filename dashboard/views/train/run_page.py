"""A run as it stands: what it is doing, how far it is, its curves, and what can be asked of it."""

import streamlit as st

from dashboard.components.live.live import watch
from dashboard.runs.standing import LIVE
from dashboard.runs.store import ENDED, open_store
from dashboard.shared.navigation import RUNS, TRAIN
from dashboard.shared.settings_in_words import summary
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.train.look_closer.inside import inside
from dashboard.views.train.look_closer.keep import keep
from dashboard.views.train.look_closer.landscape import landscape
from dashboard.views.train.look_closer.optimizers import optimizers
from dashboard.views.train.look_closer.result import result
from dashboard.views.train.look_closer.rewind import rewind
from dashboard.views.train.look_closer.yours import yours
from dashboard.views.train.looks import looks
from dashboard.views.train.run_controls import controls
from dashboard.views.train.run_figures import curves, figures
from dashboard.views.train.snapshot import Snapshot, snapshot
from dashboard.views.train.status import status

SLOW = 5.0  # seconds at least from one look at the checkpoints of a run that is under way to the next
VIEWS = {
    "Rewind": rewind,
    "Inside": inside,
    "Result": result,
    "Landscape": landscape,
    "Optimizers": optimizers,
    "Yours": yours,
    "Keep": keep,
}


@shown()
def show(run: str) -> None:
    """The run of the address; the browser asks for what is new of it for as long as it is under way."""
    seen = snapshot(run)
    if seen is None:
        st.warning("There is no such run: it was deleted, or the link is not complete.", icon=":material/search_off:")
        st.page_link(TRAIN.streamlit(), label="Set up a new run", icon=":material/add:")
        return
    ended = seen.record.status in ENDED
    st.fragment(panel)(run, ended)
    st.divider()
    chosen = st.segmented_control(
        "Look closer", list(VIEWS), key="look", default="Rewind", required=True, bind="query-params"
    )
    st.fragment(closer)(run, chosen)


@shown()
def closer(run: str, chosen: str) -> None:
    """The view that was chosen, of a run that is still there."""
    with open_store() as store:
        record, found = store.record(run), store.checkpoints(run)
    if record is None:  # deleted in another tab
        st.rerun(scope="app")
    if record.status in ENDED and not found and chosen != "Keep":
        st.info("There is nothing to look at: the run ended before its first step.")
    else:
        VIEWS[chosen](run)
    if record.status in LIVE:
        watch(f"run/{run}", "", SLOW, ".st-key-look", key="closer")


@shown()
def panel(run: str, ended: bool) -> None:
    """One look at the run; when it has ended, or goes on, since the page was drawn, the page is drawn anew."""
    seen = snapshot(run)
    if seen is None:
        st.rerun(scope="app")
    about(seen)
    status(seen)
    controls(seen)
    if seen.record.status not in LIVE:
        figures(seen)
    if seen.imported and seen.record.status not in LIVE:
        small("Its curves are not part of the file that it came from.")
    else:
        curves(seen)
    looks(seen)
    if (seen.record.status in ENDED) != ended:
        st.rerun(scope="app")


def about(seen: Snapshot) -> None:
    """Which run this is."""
    record = seen.record
    if record.name:
        st.subheader(verbatim(record.name))
    small(verbatim(summary(seen.now)))
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

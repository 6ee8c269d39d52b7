"""What can be asked of a run, as buttons and links; each answers by what it writes into the store."""

import streamlit as st

from dashboard.runs.admission import resume
from dashboard.runs.ownership import NOT_YOURS, is_mine
from dashboard.runs.steering import steer
from dashboard.runs.store import ENDED, RESUMABLE, open_store
from dashboard.shared.bounded_field import bounded_field, say_held
from dashboard.shared.navigation import STEP, TRAIN
from dashboard.shared.numbers import step_of
from dashboard.shared.session import browser
from dashboard.shared.settings import SETTINGS
from dashboard.shared.settings_link import form_link
from dashboard.shared.shown import shown_as_toast
from dashboard.shared.theme import small
from dashboard.views.train.snapshot import Snapshot

NEW_RATE = "new_rate_{}"  # the key of its field in the session, by the run


def controls(seen: Snapshot) -> None:
    """What can be asked of the run now."""
    record = seen.record
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="run-controls"):
        if not is_mine(record):
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
                new_rate(record.id, seen.rate)
                small("It holds from the next step on; the schedule goes on scaling it.")
                st.button("Change it", on_click=change_rate, args=(record.id,))
        elif record.status == "queued":
            st.button("Leave the queue", icon=":material/close:", on_click=move, args=(record.id, "leave"))
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
            link = form_link(seen.now)
            st.page_link(
                TRAIN.streamlit(), label="Change a setting, train again", icon=":material/tune:", query_params=link
            )


def ask(run: str, word: str, number: float | None = None) -> None:
    with shown_as_toast(), open_store() as store:
        steer(store, run, word, browser(), number)


def new_rate(run: str, rate: float) -> None:
    """The field for another learning rate."""
    low, high = (SETTINGS["learning_rate"].metadata[end] for end in ("low", "high"))
    key = NEW_RATE.format(run)
    st.session_state.setdefault(key, rate)
    bounded_field(st, "New learning rate", low, high, key, value=None, step=step_of(rate))
    say_held(key)


def change_rate(run: str) -> None:
    ask(run, "rate", st.session_state[NEW_RATE.format(run)])


def move(run: str, event: str) -> None:
    with shown_as_toast(), open_store() as store:
        if event == "resume":
            resume(store, run, browser())
        else:
            store.move(run, event)

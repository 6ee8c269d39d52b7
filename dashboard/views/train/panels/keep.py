"""Name a run, note something about it, take it along, delete it."""

from contextlib import suppress
from functools import partial
from pathlib import Path

import streamlit as st

from core.export.pytorch import safetensors, sequential
from core.storage import StorageError, load_run
from dashboard.data.digits import looked_at
from dashboard.runs.export import curves_csv, script_zip
from dashboard.runs.store import StoreError, open_store
from dashboard.shared.navigation import TRAIN
from dashboard.shared.session import NOT_YOURS, mine, refuse, small

LONGEST = {"name": 80, "note": 4_000}  # characters


def files(run: str) -> None:
    """Everything about a run but its training."""
    try:
        with open_store() as store:
            record, found = store.record(run), store.checkpoints(run)
            if record is None:
                return
    except (StoreError, StorageError) as error:
        st.error(str(error))
        return
    left, right = st.columns(2, gap="large")
    with left:
        if mine(record):
            complain("name", st.text_input("Name", record.name, key=f"name-{run}", on_change=keep, args=(run, "name")))
            complain("note", st.text_area("Note", record.note, key=f"note-{run}", on_change=keep, args=(run, "note")))
            st.toggle(
                "Keep it, however many runs there are",
                bool(record.kept),
                key=f"kept-{run}",
                on_change=keep,
                args=(run, "kept"),
            )
        else:
            st.markdown(NOT_YOURS)
            st.text(record.note)
    with right:
        stem = "".join(letter if letter.isalnum() else "-" for letter in record.name or run)
        st.markdown("Take it along")
        with st.container(horizontal=True):
            network = found[max(found)].read_bytes if found else b""
            st.download_button(
                "Network (.npz)",
                network,
                f"{stem}.npz",
                disabled=not found,
                on_click="ignore",
                icon=":material/download:",
            )
            st.download_button(
                "Curves (CSV)", lambda: table(run), f"{stem}.csv", on_click="ignore", icon=":material/download:"
            )
            script = partial(as_script, found[max(found)]) if found else b""
            st.download_button(
                "NumPy script (.zip)",
                script,
                f"{stem}.zip",
                disabled=not found,
                on_click="ignore",
                icon=":material/download:",
            )
            weights = partial(for_pytorch, found[max(found)]) if found else b""
            st.download_button(
                "PyTorch (.safetensors)",
                weights,
                f"{stem}.safetensors",
                disabled=not found,
                on_click="ignore",
                icon=":material/download:",
            )
        small(
            "The `.npz` holds the settings, all parameters and what the optimizer remembers. "
            "Import it on the page “Runs” to go on from it, or read it with NumPy. "
            "The script predicts the same numbers with NumPy alone, in a page of code that you can read. "
            "The PyTorch file is the `state_dict` of this module:"
        )
        with suppress(StoreError):  # settings of another version; the run can still be deleted
            module = sequential(record.settings.build_network())
            st.code(module, language=None, wrap_lines=True)  # the colours of Python are too pale to read
        if mine(record):
            with st.popover("Delete", icon=":material/delete:"):
                st.markdown("The run, its curves and its checkpoints will be gone for good.")
                if st.button("Delete this run", type="primary"):
                    delete(run)


def table(run: str) -> str:
    with open_store() as store:
        return curves_csv(store, run)


def as_script(path: Path) -> bytes:
    moment = load_run(path)
    return script_zip(moment, looked_at(moment.config).scale)


def for_pytorch(path: Path) -> bytes:
    moment = load_run(path)
    return safetensors(moment.network, moment.theta)


def complain(column: str, text: str) -> None:
    """Say that a text is too long; a field with a limit of its own would ignore it and say nothing."""
    if len(text) > LONGEST[column]:
        most = f"A {column} has {LONGEST[column]:,} characters at most, and this one has {len(text):,}"
        st.error(f"{most}. The run keeps the {column} that it had.", icon=":material/error:")


def keep(run: str, column: str) -> None:
    value = st.session_state[f"{column}-{run}"]
    if column in LONGEST and len(value) > LONGEST[column]:
        return
    try:
        with open_store() as store:
            store.update(run, **{column: int(value) if column == "kept" else value.strip()})
    except StoreError as error:
        refuse(error)


def delete(run: str) -> None:
    try:
        with open_store() as store:
            store.delete(run)
    except StoreError as error:
        st.error(str(error))
        return
    st.switch_page(TRAIN.streamlit(), query_params={})  # without them Streamlit refuses to clear those of widgets

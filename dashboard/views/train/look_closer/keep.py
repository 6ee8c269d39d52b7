"""Name a run, note something about it, take it along, delete it."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import streamlit as st

from core.datasets.scaling import UNSCALED
from core.export.pytorch import safetensors, sequential
from core.storage import load_run
from dashboard.data.digits import looked_at
from dashboard.runs import admission
from dashboard.runs.export import curves_csv, script_zip
from dashboard.runs.kept_images import tidy
from dashboard.runs.ownership import NOT_YOURS, is_mine
from dashboard.runs.store import Record, StoreError, open_store
from dashboard.shared.navigation import TRAIN
from dashboard.shared.session import browser
from dashboard.shared.shown import ICON, shown, shown_as_toast
from dashboard.shared.theme import small

LONGEST = {"name": 80, "note": 4_000}  # characters


def field(column: str, run: str) -> str:
    """The key in the session of the field in which a person writes this about the run."""
    return f"{column}-{run}"


@shown()
def keep(run: str) -> None:
    """Everything about a run but its training."""
    with open_store() as store:
        record, found = store.record(run), store.checkpoints(run)
    if record is None:
        return
    left, right = st.columns(2, gap="large")
    with left:
        written(record)
    with right:
        taken_along(record, found[max(found)] if found else None)
        if is_mine(record):
            with st.popover("Delete", icon=":material/delete:"):
                st.markdown("The run, its curves and its checkpoints will be gone for good.")
                if st.button("Delete this run", type="primary"):
                    delete(run)


def written(record: Record) -> None:
    """What a person has written about the run."""
    run = record.id
    if not is_mine(record):
        st.markdown(NOT_YOURS)
        st.text(record.note)
        return
    for column, widget, value in (("name", st.text_input, record.name), ("note", st.text_area, record.note)):
        text = widget(column.capitalize(), value, key=field(column, run), on_change=save, args=(run, column))
        complain(column, text)
    st.toggle(
        "Keep it, however many runs there are",
        bool(record.kept),
        key=field("kept", run),
        on_change=save,
        args=(run, "kept"),
    )


def taken_along(record: Record, newest: Path | None) -> None:
    """The run as files for other programs; those made of its newest checkpoint where there is one."""
    stem = "".join(letter if letter.isalnum() else "-" for letter in record.name or record.id)

    def download(label: str, content: bytes | Callable[[], bytes | str], ending: str, there: bool = True) -> None:
        st.download_button(
            label, content, f"{stem}{ending}", disabled=not there, on_click="ignore", icon=":material/download:"
        )

    def of_newest(made: Callable[[Path], bytes]) -> bytes | Callable[[], bytes]:
        return partial(made, newest) if newest else b""

    st.markdown("Take it with you")
    with st.container(horizontal=True):
        download("Network (.npz)", of_newest(Path.read_bytes), ".npz", newest is not None)
        download("Curves (CSV)", lambda: table(record.id), ".csv")
        download("NumPy script (.zip)", of_newest(as_script), ".zip", newest is not None)
        download("PyTorch (.safetensors)", of_newest(for_pytorch), ".safetensors", newest is not None)
    small(
        "The `.npz` holds the settings, all parameters and what the optimizer remembers. "
        "Import it on the page “Runs” to go on from it, or read it with NumPy. "
        "The script predicts the same numbers with NumPy alone, in a page of code that you can read. "
        "The PyTorch file is the `state_dict` of this module:"
    )
    with suppress(StoreError):  # settings of another version; the run can still be deleted
        module = sequential(record.settings.build_network(), record.settings.scaling != UNSCALED)
        st.code(module, language=None, wrap_lines=True)  # the colours of Python are too pale to read


def table(run: str) -> str:
    with open_store() as store:
        return curves_csv(store, run)


def as_script(path: Path) -> bytes:
    moment = load_run(path)
    return script_zip(moment, looked_at(moment.config).scale)


def for_pytorch(path: Path) -> bytes:
    moment = load_run(path)
    return safetensors(moment, looked_at(moment.config).scale)


def complain(column: str, text: str) -> None:
    """Say that a text is too long; a field with a limit of its own would ignore it and say nothing."""
    if len(text) > LONGEST[column]:
        most = f"A {column} has {LONGEST[column]:,} characters at most, and this one has {len(text):,}"
        st.error(f"{most}. The run keeps the {column} that it had.", icon=ICON)


def save(run: str, column: str) -> None:
    value = st.session_state[field(column, run)]
    if column in LONGEST and len(value) > LONGEST[column]:
        return
    with shown_as_toast(), open_store() as store:
        if column == "kept" and value:
            try:
                admission.keep(store, run, browser())
            except StoreError:
                st.session_state[field(column, run)] = False
                raise
        else:
            store.update(run, **{column: 0 if column == "kept" else value.strip()})


@shown()
def delete(run: str) -> None:
    with open_store() as store:
        store.delete(run)
        tidy(store)
    st.switch_page(TRAIN.streamlit(), query_params={})  # without them Streamlit refuses to clear those of widgets

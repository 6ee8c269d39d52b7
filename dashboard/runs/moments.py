"""Moments of a run: its checkpoints, each read once for all who look at it."""

from pathlib import Path

import streamlit as st

from core.config import Config
from core.storage import load_run, read_header
from core.training import Run
from dashboard.runs.store import Record, Store, open_store

File = tuple[Path, float]  # of a checkpoint, and when it was written: both name what is in it


def files(store: Store, run: str) -> dict[int, File]:
    """The checkpoint of each step that was kept, in order."""
    return {step: (path, path.stat().st_mtime) for step, path in store.checkpoints(run).items()}


def newest(run: str) -> tuple[Record, int, Run] | None:
    """The record of a run, and its newest checkpoint with the step of it; None where there is none. Raises StoreError
    and StorageError."""
    with open_store() as store:
        record, found = store.record(run), store.checkpoints(run)
        if record is None or not found:
            return None
        path = found[step := max(found)]
    return record, step, checkpoint(path, path.stat().st_mtime)


@st.cache_resource(max_entries=16, show_spinner=False)  # of the largest network, 320 MB
def checkpoint(path: Path, written: float) -> Run:
    """The run in a file that was written at that time, without what its optimizer remembers; only for reading. Raises
    StorageError."""
    return load_run(path, memory=False)


@st.cache_resource(max_entries=500, show_spinner=False)
def settings(path: Path, written: float) -> Config:
    """Its settings, of which no array is read. Raises StorageError."""
    return read_header(path).config

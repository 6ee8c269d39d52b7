"""What every test starts from: one thread for matrix products, an empty home for runs, one look for components."""

import gc
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported

import pytest

from tests.support.scanned_once import scan_once

scan_once()


def pytest_collection_finish():
    """Seven thousand tests and all of SymPy stay until the end: the collector need not walk through them each time."""
    gc.freeze()


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """A test never sees or leaves runs in the home of the person who runs it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CHAINRULE_HOME", str(folder))
    return folder

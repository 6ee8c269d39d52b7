"""A store of its own for each test, and a class in it."""

import pytest

from dashboard.runs.classes.classes import create, find, join
from dashboard.runs.store import open_store


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    with open_store() as store:
        yield store


@pytest.fixture
def room(store):
    """A class that the browser `teacher` has made."""
    code, _ = create(store, "Tuesday", "teacher")
    return find(store, code)


@pytest.fixture
def ada(store, room):
    return join(store, room.code, "Ada", "browser of Ada")

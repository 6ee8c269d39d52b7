"""A class in the store of a test."""

import pytest

from dashboard.runs.classes.classes import create, find, join


@pytest.fixture
def room(store):
    """A class that the browser `teacher` has made."""
    code, _ = create(store, "Tuesday", "teacher")
    return find(store, code)


@pytest.fixture
def ada(store, room):
    return join(store, room.code, "Ada", "browser of Ada")

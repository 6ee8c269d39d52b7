"""A run belongs to the browser that asked for it."""

import sqlite3

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import open_store


@pytest.mark.one_file
def test_runs_of_a_store_from_before_belong_to_everybody(tmp_path):
    with open_store(tmp_path) as store:
        run = store.submit(Config(), "a name of one visit")
    with sqlite3.connect(tmp_path / "runs.sqlite") as old:
        old.execute("PRAGMA user_version = 1")
    with open_store(tmp_path) as store:
        assert store.record(run).session == ""


def owned(expected):
    from dashboard.runs.ownership import is_mine, my_runs
    from dashboard.runs.store import open_store

    with open_store() as store:
        assert [record.session for record in my_runs(store.records())] == expected
        assert [is_mine(record) for record in store.records()] == [False, True, True]


def test_ones_own_runs_are_those_of_this_browser_and_of_nobody():
    with open_store() as store:
        for session in ("me", "", "somebody"):
            store.submit(Config(network="784-10"), session)
    page = AppTest.from_function(owned, args=(["", "me"],))
    page.session_state["browser"] = "me"
    assert not page.run().exception

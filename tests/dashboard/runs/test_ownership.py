"""A run belongs to the browser that asked for it."""

import sqlite3

from core.config import Config
from dashboard.runs.store import open_store


def test_runs_of_a_store_from_before_belong_to_everybody(tmp_path):
    with open_store(tmp_path) as store:
        run = store.submit(Config(), "a name of one visit")
    with sqlite3.connect(tmp_path / "runs.sqlite") as old:
        old.execute("PRAGMA user_version = 1")
    with open_store(tmp_path) as store:
        assert store.record(run).session == ""

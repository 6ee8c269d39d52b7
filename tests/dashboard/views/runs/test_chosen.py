"""Many runs are stopped or deleted at once, by whoever asked for them."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.engine import shut_down
from dashboard.runs.store import open_store


@pytest.fixture(autouse=True)
def nothing_starts():
    """No engine of a test before this one is left."""
    shut_down()


def ticked():
    from dashboard.runs.store import open_store
    from dashboard.views.runs.chosen import actions

    with open_store() as store:
        actions(store.records())


def page():
    drawn = AppTest.from_function(ticked)
    drawn.session_state["browser"] = "me"
    return drawn.run()


def named(drawn, label):
    return [button for button in drawn.button if button.label == label]


def test_ones_own_runs_are_stopped_and_those_of_others_are_not():
    with open_store() as store:
        over, waiting, paused, trains = (
            store.submit(Config(), "me", s) for s in ("finished", "queued", "paused", "running")
        )
        theirs = store.submit(Config(), "somebody", "queued")
        drawn = page()
        assert any("1 run of others" in text.value for text in drawn.markdown)
        named(drawn, "Stop 3 runs")[0].click().run()
        statuses = [store.record(run).status for run in (over, waiting, paused, trains, theirs)]
        assert statuses == ["finished", "stopped", "stopped", "running", "queued"]
        assert store.take_requests(trains) == [("stop", None)]


def test_ones_own_runs_are_deleted_and_those_of_others_are_not():
    with open_store() as store:
        for _ in range(3):
            store.submit(Config(), "me", "finished")
        theirs = store.submit(Config(), "somebody", "finished")
        drawn = page()
        assert not named(drawn, "Stop 3 runs")
        named(drawn, "Delete for good")[0].click().run()
        assert [record.id for record in store.records()] == [theirs]
        assert not page().button

"""A run is steered by the browser that asked for it."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.ownership import NOT_YOURS
from dashboard.runs.store import open_store


def steer(run):
    from dashboard.views.train.run_controls import controls
    from dashboard.views.train.snapshot import snapshot

    controls(snapshot(run))


@pytest.mark.parametrize("status", ["queued", "running", "paused", "stopped"])
@pytest.mark.parametrize(("session", "allowed"), [("me", True), ("somebody", False)])
def test_only_the_browser_of_a_run_controls_it(session, allowed, status):
    with open_store() as store:
        run = store.submit(Config(), session, status)
    page = AppTest.from_function(steer, args=(run,))
    page.session_state["browser"] = "me"
    page.run()
    assert bool(page.button) == allowed
    assert any(NOT_YOURS in text.value for text in page.markdown) != allowed

"""The list shows one's own runs, or everybody's."""

from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import open_store
from dashboard.shared.navigation import RUNS, VIEWS


def shown(**query):
    page = AppTest.from_file(VIEWS / RUNS.file, default_timeout=30)
    page.session_state["browser"] = "me"
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def test_the_list_is_of_ones_own_runs_or_of_everybodys():
    with open_store() as store:
        store.submit(Config(), "me", "finished")
        assert not shown().segmented_control
        store.submit(Config(), "somebody", "finished")
    assert len(shown().dataframe[0].value) == 1
    page = shown(whose="Everybody's")
    assert not page.exception
    assert len(page.dataframe[0].value) == 2

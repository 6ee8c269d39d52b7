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


def test_everybodys_list_says_who_and_tells_no_secret():
    with open_store() as store:
        for session in ("me", "a secret name", "another one", ""):
            store.submit(Config(), session, "finished")
    whose = list(shown(whose="Everybody's").dataframe[0].value["who"])
    assert whose[-1] == "you"
    assert len({*whose}) == 4
    assert not [name for name in whose if "secret" in name]


def test_who_loses_runs_is_told_before(monkeypatch):
    monkeypatch.setenv("CHAINRULE_RUNS", "10")
    with open_store() as store:
        for session in ("somebody", *["me"] * 9):
            store.submit(Config(), session, "finished")
    (warning,) = shown().warning
    assert "keeps 10 runs that have ended" in warning.value
    assert "1 run of yours will be deleted" in warning.value
    monkeypatch.setenv("CHAINRULE_RUNS", "20")
    assert not shown().warning

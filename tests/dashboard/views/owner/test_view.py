"""The owner sees who takes what, stops and removes; nobody else sees or does anything."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.engine import shut_down
from dashboard.runs.store import open_store
from dashboard.shared import session
from dashboard.shared.navigation import OWNER, VIEWS


@pytest.fixture(autouse=True)
def nothing_starts():
    """No engine of a test before this one is left."""
    shut_down()


@pytest.fixture
def store():
    with open_store() as store:
        runs = [("anna", "finished"), ("anna", "running"), ("bert", "queued"), ("bert", "paused"), ("bert", "queued")]
        for name, status in runs:
            store.submit(Config(), name, status)
        yield store


def page(monkeypatch, owner):
    monkeypatch.setattr(session, "is_owner", lambda: owner)
    return AppTest.from_file(VIEWS / OWNER.file, default_timeout=30).run()


def test_nobody_but_the_owner_sees_anything(store, monkeypatch):
    drawn = page(monkeypatch, False)
    assert not drawn.exception
    assert "This page is the owner's" in drawn.info[0].value
    assert not drawn.dataframe
    assert not drawn.button


def test_the_owner_sees_who_takes_what_and_who_waits(store, monkeypatch):
    drawn = page(monkeypatch, True)
    assert not drawn.exception
    told = {metric.label: metric.value for metric in drawn.metric}
    assert (told["In line"], told["Runs"], told["Training"].split()[0]) == ("2", "5", "1")
    takes, line = (frame.value for frame in drawn.dataframe)
    assert sorted(zip(takes["runs"], takes["training"], takes["waiting"], strict=True)) == [(2, 1, 0), (3, 0, 3)]
    assert list(line["status"]) == ["running", "queued", "queued"]
    assert not {"anna", "bert"} & {*takes["who"], *line["who"]}  # those names are secrets


def test_the_owner_stops_everything_that_trains_or_waits(store, monkeypatch):
    drawn = page(monkeypatch, True)
    next(button for button in drawn.button if button.label == "Stop everything").click().run()
    assert sorted(record.status for record in store.records()) == [
        "finished",
        "paused",
        "running",
        "stopped",
        "stopped",
    ]
    (running,) = store.records("running")
    assert store.take_requests(running.id) == [("stop", None)]


def test_the_owner_removes_all_that_a_browser_has(store):
    from dashboard.views.owner.view import remove_all

    remove_all(store, ["bert"])
    assert {record.session for record in store.records()} == {"anna"}

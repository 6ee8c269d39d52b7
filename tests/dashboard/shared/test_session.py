"""A browser keeps its name, and only the one that started a run changes it."""

import asyncio
import re
import sqlite3

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.limits import surplus
from dashboard.runs.store import open_store
from dashboard.shared.navigation import RUNS, VIEWS
from dashboard.shared.session import COOKIE, NOT_YOURS, Remember, named


def visit(cookie="", accept="text/html"):
    """The cookie that a visit brings, or nothing."""
    sent = []

    async def answer(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.extend(message["headers"])

    headers = [(b"accept", accept.encode()), (b"cookie", f"{COOKIE}={cookie}".encode())]
    asyncio.run(Remember(answer)({"type": "http", "headers": headers}, None, send))
    return dict(sent).get(b"set-cookie", b"").decode()


def test_a_browser_keeps_its_name():
    first = visit()
    name = re.search(f"{COOKIE}=([0-9a-f]{{32}});", first)[1]
    assert name in visit(name)
    assert name not in visit()
    assert "Max-Age" in first
    assert named({COOKIE: name}) == name


def test_only_a_page_brings_a_name_and_a_made_up_one_is_replaced():
    assert visit(accept="*/*") == ""
    assert ".." not in visit("../../etc")
    assert named({COOKIE: "../../etc"}) == ""


def keep(run):
    from dashboard.views.train.panels.keep import files

    files(run)


@pytest.mark.parametrize(("session", "allowed"), [("me", True), ("", True), ("somebody", False)])
def test_only_the_browser_of_a_run_names_or_deletes_it(session, allowed):
    with open_store() as store:
        run = store.submit(Config(), session, "stopped", note="a note")
    page = AppTest.from_function(keep, args=(run,))
    page.session_state["browser"] = "me"
    page.run()
    assert (len(page.text_input), len(page.button)) == ((1, 1) if allowed else (0, 0))
    assert (NOT_YOURS in [text.value for text in page.markdown]) != allowed
    assert len(page.get("download_button")) == 4


def steer(run):
    from dashboard.views.train.run import controls, look

    controls(look(run))


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


def test_runs_of_a_store_from_before_belong_to_everybody(tmp_path):
    with open_store(tmp_path) as store:
        run = store.submit(Config(), "a name of one visit")
    with sqlite3.connect(tmp_path / "runs.sqlite") as old:
        old.execute("PRAGMA user_version = 1")
    with open_store(tmp_path) as store:
        assert store.record(run).session == ""


def test_whoever_has_most_runs_loses_the_first(tmp_path):
    with open_store(tmp_path) as store:
        for session in ("bert", "carla", "anna", "anna", "anna", "anna"):
            store.submit(Config(), session, "finished")
        newest, *_ = ended = store.records()
        left = [record for record in ended if record not in surplus(ended, 4)]
        assert [record.session for record in left] == ["anna", "anna", "carla", "bert"]
        assert newest in left
        store.update(ended[3].id, kept=1)
        assert len(surplus(store.records(), 4)) == 1
        assert surplus(store.records(), 6) == []


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

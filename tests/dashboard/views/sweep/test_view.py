"""A sweep is found again."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.engine import shut_down
from dashboard.runs.store import open_store
from dashboard.runs.sweeping import UNITS, Axis, grid, submit_sweep
from dashboard.shared.navigation import SWEEP, VIEWS


@pytest.fixture(autouse=True)
def nothing_starts(monkeypatch):
    """The runs of these tests stay as they are put."""
    shut_down()
    monkeypatch.setattr("dashboard.runs.engine.start_up", lambda: None)


def opened(**query):
    page = AppTest.from_file(VIEWS / SWEEP.file, default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def test_sweeps_are_found_again():
    assert not [text for text in opened().markdown if "earlier" in text.value]
    with open_store() as store:
        cells = grid(Config(), Axis("learning_rate", ("0.1", "0.2")), Axis(UNITS, ("8", "16")))
        name = submit_sweep(store, cells, ("learning_rate", UNITS), "")
        store.delete(store.records()[0].id)
    page = opened()
    assert not page.exception
    assert any("earlier" in text.value for text in page.markdown)
    (link,) = page.get("page_link")
    assert link.proto.label == "Learning rate 0.1, 0.2; First hidden layer 8, 16: 0 of 3 runs have ended"
    page = opened(sweep=name)
    assert not page.exception
    (drawn,) = (json.loads(one.proto.json) for one in page.get("bidi_component") if "across" in one.proto.json)
    assert (drawn["across"], drawn["down"]) == (["0.1", "0.2"], ["8", "16"])
    assert [[cell and cell["text"] for cell in row] for row in drawn["cells"]] == [["queued"] * 2, ["queued", None]]


def test_a_sweep_that_is_gone_is_said():
    assert "no such sweep" in opened(sweep="nothing").warning[0].value


def test_a_sweep_is_stopped_by_one_click(monkeypatch):
    with open_store() as store:
        cells = grid(Config(), Axis("learning_rate", ("0.1", "0.2")), Axis(UNITS, ("8", "16")))
        name = submit_sweep(store, cells, ("learning_rate", UNITS), "")
        alone = store.submit(Config(), "")
        over, under_way, *waiting = (record.id for record in store.records() if record.sweep)
        store.update(over, status="finished")
        store.update(under_way, status="running")
    page = opened(sweep=name)
    (button,) = (button for button in page.button if button.label == "Stop this sweep")
    button.click().run()
    assert not page.exception
    with open_store() as store:
        assert [store.record(run).status for run in waiting] == ["stopped"] * 2
        assert (store.record(over).status, store.record(alone).status) == ("finished", "queued")
        assert store.take_requests(under_way) == [("stop", None)]


def test_who_did_not_ask_for_a_sweep_does_not_stop_it():
    with open_store() as store:
        cells = grid(Config(), Axis("learning_rate", ("0.1", "0.2")), Axis(UNITS, ("8",)))
        name = submit_sweep(store, cells, ("learning_rate", UNITS), "somebody")
    assert not [button for button in opened(sweep=name).button if button.label == "Stop this sweep"]

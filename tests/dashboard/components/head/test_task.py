"""A task hides all controls but its own, says what is due, and notices what is done."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.components.head.task import hidden
from dashboard.runs.store import EpochFigures, open_store
from dashboard.shared.navigation import VIEWS
from dashboard.shared.tasks import Task

SCRIPT = VIEWS.parent / "commands/script.py"
ME = "e" * 40
DUE = ("reach 97 % with at most 10,000 parameters", "solve softmax-derive1", "tell <b>why</b>")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))


def opened(written) -> AppTest:
    app = AppTest.from_file(SCRIPT, default_timeout=30)
    app.session_state["browser"] = ME
    app.query_params["task"] = written
    return app.run()


def test_what_is_due_is_ticked_when_it_is_done():
    app = opened(Task("*Who* needs the fewest?", (), DUE).written())
    assert not app.exception
    assert app.markdown[0].value == r"\*Who\* needs the fewest\?"
    assert app.markdown[1].value.count("☐") == 2
    assert r"• tell \<b\>why\<\/b\>" in app.markdown[1].value
    with open_store() as store:
        for network, share in (("784-32-relu-10", 0.98), ("784-10", 0.9)):
            store.add_epoch(store.submit(Config(network=network), ME, "finished"), EpochFigures(1, 1, 0.5, share))
    app.run()
    assert "✓" not in app.markdown[1].value  # the good one is too large
    with open_store() as store:
        store.add_epoch(store.submit(Config(network="784-10"), ME, "finished"), EpochFigures(1, 1, 0.5, 0.971))
    app.session_state["solved exercises"] = {"softmax-derive1"}
    app.run()
    assert app.markdown[1].value.count("✓ done") == 2


def test_a_task_goes_with_the_visit_and_can_be_left():
    written = Task("Go.").written()
    app = opened(written)
    del app.query_params["task"]  # as a link to another page has none
    app.run()
    assert app.query_params["task"] in (written, [written])
    app.button("leave-task").click().run()
    assert "task" not in app.query_params
    assert not [one for one in app.markdown if one.value == r"Go\."]


@pytest.mark.parametrize("written", ["nonsense", "A" * 9_000])
def test_a_damaged_task_is_said_and_the_page_is_whole(written):
    app = opened(written)
    assert not app.exception
    assert "cannot be read" in app.warning[0].value
    assert "task" not in app.query_params


def test_the_style_names_what_stays():
    style = hidden("train", Task("", ("learning_rate",), ()))
    assert ".st-key-set_learning_rate" in style
    assert ".st-key-set_epochs" not in style
    assert "stButton" not in hidden("train", Task("", ("all",), ()))

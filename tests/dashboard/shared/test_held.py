"""A task leaves a person the settings that its teacher ticked, and no others."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config, ConfigError
from dashboard.runs.classes.classes import create, join, show
from dashboard.runs.store import EpochFigures, open_store
from dashboard.shared.held import HELD, Held, held_by
from dashboard.shared.navigation import TRAIN, VIEWS
from dashboard.shared.tasks import Task

ME = "e" * 40
TASK = Task("Find a rate.", ("learning_rate",), ("reach 95 %",))
QUERY = {"network": "784-16-relu-10", "epochs": "1"}
PAGE = f"""
import runpy
from dashboard.components.head.task import draw_task
draw_task("train")
runpy.run_path({str(VIEWS / TRAIN.file)!r})
"""
HAS = Config(network="784-16-relu-10", epochs=1)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    monkeypatch.setattr("dashboard.runs.engine.start_up", lambda: None)


def opened(query: dict[str, str]) -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["browser"] = ME
    for name, value in {**query, "task": TASK.written()}.items():
        app.query_params[name] = value
    return app.run()


def test_what_is_not_ticked_stays_as_the_task_has_it():
    limit = held_by("train", TASK, QUERY)
    assert limit == Held(HAS, frozenset({"learning_rate"}))
    assert limit.kept(Config(epochs=50, learning_rate=0.5)) == replace(HAS, learning_rate=0.5)
    assert limit.keeps(replace(HAS, learning_rate=0.5))
    assert not limit.keeps(replace(HAS, learning_rate=0.5, epochs=2))


@pytest.mark.parametrize("controls", [("all",), ("preset", "epochs")])
def test_a_task_that_leaves_everything_holds_nothing(controls):
    assert held_by("train", Task("", controls), QUERY) is None


def test_a_task_about_no_settings_holds_none():
    assert held_by("lessons", TASK, {}) is held_by("train", TASK, {"run": "0123456789"}) is None


def test_free_settings_that_do_not_go_with_the_others_are_refused():
    limit = Held(HAS, frozenset({"network"}))
    assert not limit.keeps(replace(HAS, network="784-16-relu-10", epochs=3))
    with pytest.raises(ConfigError):
        Held(HAS, frozenset({"learning_rate"})).kept(type("Odd", (), {"learning_rate": -1.0})())


def test_a_field_that_is_changed_behind_the_page_is_put_back_and_it_is_said():
    app = opened(QUERY)
    assert not app.exception
    assert app.session_state[HELD].config == HAS
    app.query_params["epochs"] = "50"
    app.run()
    assert not app.exception
    assert app.session_state["draft"] == HAS
    assert any("leaves these settings to you: Learning rate" in one.value for one in app.info)
    app.query_params["learning_rate"] = "0.5"
    app.run()
    assert app.session_state["draft"] == replace(HAS, learning_rate=0.5)


def test_a_student_is_held_by_what_the_class_was_given_and_not_by_the_address():
    with open_store() as store:
        code, _ = create(store, "Tuesday", "teacher")
        join(store, code, "Ada", ME)
        show(store, code, task={"place": f"/train?network=784-16-relu-10&epochs=1&task={TASK.written()}", "words": ""})
    app = opened({**QUERY, "epochs": "50"})
    assert app.session_state[HELD].config == HAS
    assert app.session_state["draft"].epochs == 1


def test_a_goal_counts_runs_that_keep_to_the_task():
    app = opened(QUERY)
    with open_store() as store:
        longer = store.submit(replace(HAS, epochs=50), ME, "finished")
        store.add_epoch(longer, EpochFigures(1, 1, 0.1, 0.98))
    assert "✓" not in app.run().markdown[1].value
    with open_store() as store:
        kept = store.submit(replace(HAS, learning_rate=0.5), ME, "finished")
        store.add_epoch(kept, EpochFigures(1, 1, 0.1, 0.96))
    assert "✓ done" in app.run().markdown[1].value

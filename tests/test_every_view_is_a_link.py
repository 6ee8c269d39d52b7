"""Every view is a link: no control of a page shows anything that its address does not say.

A control is bound to a parameter, which Streamlit writes in the browser, or the page writes it itself: then it is
moved here, and a fresh visit to the address shows the same. What does something when it is pressed, or takes in a file,
is no view. Components of the browser are walked in tests/browser/test_links.py.
"""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox, SelectSlider, TextInput

from dashboard.shared.navigation import LESSONS, MINE, RUNS, STEP, SWEEP, TRAIN, VIEWS, View
from tests.benchmarks.hostile import furnished

DEEDS = (  # beginnings of the keys of fields that say what to do, and nothing of what is on show
    "new_rate",  # a wish to the worker
    "fork_",  # what a fork will change, once it is made
    "own_transposed",  # how a file that was brought is read
    "preset",  # fills the other fields, which are in the address
    "network of a file",  # of what is to be imported
)
PLACES: list[tuple[View, dict[str, str]]] = [
    (TRAIN, {}),
    (TRAIN, {"run": "RUN", "look": "Landscape"}),
    (TRAIN, {"run": "RUN", "look": "Landscape", "cut": "Between two checkpoints"}),
    (TRAIN, {"run": "RUN", "look": "Optimizers"}),
    (SWEEP, {}),
    (MINE, {}),
    (STEP, {"digit": "3"}),
    *((LESSONS, {"lesson": str(number)}) for number in (2, 10)),
    (RUNS, {"whose": "Everybody's"}),
]
KINDS = (
    "selectbox",
    "select_slider",
    "slider",
    "toggle",
    "checkbox",
    "button_group",
    "number_input",
    "text_input",
    "radio",
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A run with checkpoints, in a home of its own."""
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    monkeypatch.setattr("dashboard.runs.engine.start_up", lambda: None)
    return furnished()[0]


def opened(view: View, query: dict[str, str]) -> AppTest:
    page = AppTest.from_file(VIEWS / view.file, default_timeout=60)
    page.session_state["browser"] = "me"
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def controls(page: AppTest) -> dict[str, Any]:
    """What can be moved on a page, by kind, label and place."""
    found = {f"{kind} “{one.label}” {k}": one for kind in KINDS for k, one in enumerate(page.get(kind))}
    return {
        name: one
        for name, one in found.items()
        if not (one.key or "").startswith(DEEDS) and not (one.key or "").endswith("-choice")  # of an exercise
    }


def is_bound(one: Any) -> bool:
    return bool(getattr(one.proto, "query_param_key", ""))


def move(one: Any) -> bool:
    """Give the control another value; False where it has but one."""
    if isinstance(one.value, bool):
        one.set_value(not one.value)
    elif isinstance(one, Selectbox):
        if len(one.options) < 2:
            return False
        one.select_index((one.index or 0) - 1 if one.index else 1)
    elif isinstance(one, SelectSlider):
        one.set_value(next(int(text) for text in one.options if int(text) != one.value))
    elif isinstance(one, TextInput):
        one.set_value("784-8-tanh-10")
    else:
        one.set_value(one.value + (getattr(one, "step", None) or 1))
    return True


@pytest.mark.parametrize(("view", "query"), PLACES, ids=lambda part: part.path if isinstance(part, View) else str(part))
def test_the_address_says_what_a_control_shows(view, query, run):
    place = {name: value.replace("RUN", run) for name, value in query.items()}
    page = opened(view, place)
    own = [name for name, one in controls(page).items() if not is_bound(one)]
    assert controls(page) or view is RUNS
    moved = []
    for name in own:  # those that the page itself writes
        one = controls(page).get(name)  # another may have taken it away
        if one is not None and move(one):
            page.run()
            assert not page.exception
            moved.append(name)
    shown = {name: one.value for name, one in controls(page).items()}
    address = {key: value[0] if isinstance(value, list) else value for key, value in page.query_params.items()}
    again = controls(opened(view, address)) if moved else {}
    for name in filter(shown.__contains__, moved):
        assert again[name].value == shown[name], (name, address)


def test_a_control_that_stands_in_no_address_would_be_found():
    def script():
        import streamlit as st

        st.slider("Unheard", 0, 5, 1, key="unheard")
        st.slider("Heard", 0, 5, 1, key="heard", bind="query-params")

    page = AppTest.from_function(script).run()
    assert [is_bound(one) for one in controls(page).values()] == [False, True]
    page.slider(key="unheard").set_value(3).run()
    assert not list(page.query_params)

"""A sweep is found again."""

from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import open_store
from dashboard.runs.sweeping import UNITS, Axis, grid, submit_sweep
from dashboard.shared.navigation import SWEEP, VIEWS


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
    assert "deleted" in page.get("plotly_chart")[0].proto.spec


def test_a_sweep_that_is_gone_is_said():
    assert "no such sweep" in opened(sweep="nothing").warning[0].value

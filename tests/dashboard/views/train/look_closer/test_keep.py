"""What a person writes about a run is kept, or it is said why not."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.ownership import NOT_YOURS
from dashboard.runs.store import open_store


def keep(run):
    from dashboard.views.train.look_closer.keep import keep as panel

    panel(run)


@pytest.mark.parametrize(("column", "most"), [("name", 80), ("note", 4_000)])
def test_a_text_that_is_too_long_is_refused_in_a_sentence(column, most):
    with open_store() as store:
        run = store.submit(Config(), "", "stopped")

    def kept():
        with open_store() as store:
            return getattr(store.record(run), column)

    page = AppTest.from_function(keep, args=(run,)).run()
    field = page.text_input if column == "name" else page.text_area
    field[0].set_value("a" * most).run()
    assert (kept(), len(page.error)) == ("a" * most, 0)
    field[0].set_value("b" * (most + 1)).run()
    assert kept() == "a" * most
    assert f"{most:,} characters at most, and this one has {most + 1:,}" in page.error[0].value


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

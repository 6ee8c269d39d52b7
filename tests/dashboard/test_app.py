"""Every page of the table draws without a fault, at its bare address and with nonsense in the link."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared.navigation import PAGES, VIEWS

SCRIPT = VIEWS.parent / "commands/script.py"


def opened(page, **query) -> AppTest:
    app = AppTest.from_file(SCRIPT, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page.path:
        app.switch_page(str(VIEWS / page.file)).run()
    return app


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_page_opens_with_one_title(page):
    app = opened(page, **({"digit": "0"} if page.path == "step" else {}))  # the walk has a title of its own
    assert not app.exception
    assert len(app.title) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_nonsense_in_the_link_is_no_fault(page):
    nonsense = dict.fromkeys(
        ["digit", "network", "run", "seed", "step", "label", "lesson", "learning_rate"], "<nonsense>"
    )
    assert not opened(page, **nonsense).exception

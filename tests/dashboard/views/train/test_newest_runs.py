"""A run that cannot be read does not hide the others."""

from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import open_store


def newest():
    from dashboard.views.train.newest_runs import newest_runs

    newest_runs()


def test_a_record_of_another_version_stands_among_the_others():
    with open_store() as store:
        _, bad = (store.submit(Config(network="784-10"), "", "stopped") for _ in range(2))
        store.update(bad, config='{"warp": 9}')
    page = AppTest.from_function(newest).run()
    assert not page.error
    assert len(page.get("page_link")) == 3

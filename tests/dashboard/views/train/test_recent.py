"""Runs are told apart by their names or by what differs, and one that cannot be read does not hide the others."""

from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import open_store
from dashboard.views.runs.compare import labels


def test_runs_are_called_by_what_differs():
    with open_store() as store:
        for rate, seed in ((0.005, 0), (0.02, 0), (0.02, 7)):
            store.submit(Config(learning_rate=rate, seed=seed), "")
        third, second, first = store.records()
        assert labels([first, second]) == ["Learning rate 0.005", "Learning rate 0.02"]
        assert labels([first, third]) == ["Learning rate 0.005 · Seed 0", "Learning rate 0.02 · Seed 7"]
        assert labels([first]) == [Config().network]
        store.update(second.id, name="the wide one")
        assert labels([first, store.record(second.id)]) == ["Learning rate 0.005", "the wide one"]


def test_runs_that_differ_in_nothing_are_called_by_their_id_too():
    with open_store() as store:
        for _ in range(2):
            store.submit(Config(network="784-10"), "")
        assert labels(store.records()) == [f"784-10 · {record.id[:4]}" for record in store.records()]
        for record in store.records():
            store.update(record.id, name="mine")
        assert labels(store.records()) == [f"mine · {record.id[:4]}" for record in store.records()]


def newest():
    from dashboard.views.train.recent import recent

    recent()


def test_a_record_of_another_version_stands_among_the_others():
    with open_store() as store:
        _, bad = (store.submit(Config(network="784-10"), "", "stopped") for _ in range(2))
        store.update(bad, config='{"warp": 9}')
        first, second = labels(store.records())
    assert (first, second) == ("settings of another version", "784-10")
    page = AppTest.from_function(newest).run()
    assert not page.error

"""Runs are told apart by their names or by what differs, and part where their numbers do."""

import numpy as np

from core.config import Config
from dashboard.runs.comparison import differing, labels, parting
from dashboard.runs.store import open_store


def test_only_settings_that_differ_are_listed():
    assert differing([Config(), Config(learning_rate=0.1, optimizer="sgd"), Config()]) == {
        "Learning rate": ["0.005", "0.1", "0.005"],
        "Optimizer": ["Adam", "SGD", "Adam"],
    }
    assert differing([Config(), Config()]) == {}


def test_runs_part_at_the_first_number_that_is_not_the_same():
    one = np.array([3.0, 2.0, 1.0])
    assert parting(one, one + np.array([0, 0, 1e-12])) == 3
    assert parting(one, np.array([3.0, 2.0])) is None
    assert parting(one, np.array([])) is None


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


def test_a_record_of_another_version_has_a_label_among_the_others():
    with open_store() as store:
        _, bad = (store.submit(Config(network="784-10"), "", "stopped") for _ in range(2))
        store.update(bad, config='{"warp": 9}')
        first, second = labels(store.records())
    assert (first, second) == ("settings of another version", "784-10")


def test_images_of_ones_own_are_told_by_their_name():
    own = f"212 {'ab' * 32} class 3b"
    found = differing([Config(), Config(own=own)])
    assert found == {"Images of your own": ["none", "class 3b (212 images, SHA-256 abababababab…)"]}

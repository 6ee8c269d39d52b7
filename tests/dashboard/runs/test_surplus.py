"""What is dropped is the oldest of whoever has most, and never what somebody wants or waits for."""

from dataclasses import replace

import pytest

from core.config import Config
from dashboard.runs.engine import Engine
from dashboard.runs.limits import Limits
from dashboard.runs.store import Store
from dashboard.runs.surplus import going_next, surplus
from dashboard.runs.sweeping import UNITS, Axis, grid, submit_sweep

CONFIG = Config(network="784-10")


def ended(store, session="anna", **columns):
    return store.submit(CONFIG, session, "finished", **columns)


def gone(store, most):
    return {record.id for record in surplus(store.records(), most)}


def swept(store, session="anna", size=8):
    values = Axis("learning_rate", tuple(f"0.{k + 1}" for k in range(size)))
    name = submit_sweep(store, grid(Config(), values, Axis(UNITS, ("8",))), ("learning_rate", UNITS), session)
    return [record.id for record in store.records() if record.sweep == name]


def test_the_oldest_of_whoever_has_most_go(store):
    few = [ended(store, "bert") for _ in range(2)]
    many = [ended(store) for _ in range(6)]
    assert gone(store, 5) == set(many[:3])
    assert gone(store, 8) == set()
    assert not gone(store, 4) & set(few)


@pytest.mark.parametrize("wanted", [{"kept": 1}, {"name": "mine"}, {"note": "the best"}])
def test_what_somebody_keeps_names_or_notes_stays(store, wanted):
    run = ended(store, **wanted)
    others = [ended(store) for _ in range(3)]
    assert run not in gone(store, 0)
    assert gone(store, 0) == set(others)


@pytest.mark.parametrize("status", ["queued", "starting", "running", "paused"])
def test_what_has_not_ended_stays_and_so_does_all_of_its_sweep(store, status):
    runs = swept(store)
    for run in runs:
        store.update(run, status="finished")
    store.update(runs[3], status=status)
    assert gone(store, 0) == set()


def test_a_sweep_that_has_ended_goes_as_a_whole(store):
    runs = swept(store)
    for run in runs:
        store.update(run, status="finished")
    newer = [ended(store) for _ in range(4)]
    assert gone(store, 6) == set(runs)
    store.update(runs[0], name="the one")
    assert gone(store, 6) == set()
    assert gone(store, 2) == set(newer[:2])


def test_a_sweep_larger_than_the_store_comes_to_its_end(store, monkeypatch):
    """Eight by eight runs once ended as “33 of 33”, as the first were dropped while the last trained."""
    monkeypatch.setenv("CHAINRULE_RUNS", "3")
    runs = swept(store, size=8)
    engine = Engine()
    engine.limits = replace(Limits.from_environment(), workers=0)
    for run in runs:
        store.update(run, status="finished")
        engine.tidied = 0.0
        if run != runs[-1]:
            engine.tick(store)
            assert len(store.records()) == 8
    engine.tidied = 0.0
    engine.tick(store)
    assert store.records() == []


def test_those_that_go_next_are_known_before(store, monkeypatch):
    monkeypatch.setenv("CHAINRULE_RUNS", "10")
    runs = [ended(store) for _ in range(9)]
    assert going_next(store.records()) == []
    ended(store, "bert")
    assert [record.id for record in going_next(store.records())] == runs[:1]
    assert surplus(store.records(), 10) == []


def test_nobody_waits_for_all_that_is_too_much_to_be_deleted(store, monkeypatch):
    """One run after the other, and its files when the store is free again."""
    monkeypatch.setenv("CHAINRULE_RUNS", "1")
    for _ in range(4):
        ended(store)
    transaction, delete, begun = Store.transaction, Store.delete_files, []

    def free(self, run):
        assert not self.connection.in_transaction
        delete(self, run)

    monkeypatch.setattr(Store, "delete_files", free)
    monkeypatch.setattr(Store, "transaction", lambda self, *given: begun.append(given) or transaction(self, *given))
    engine = Engine()
    engine.clear(store, store.records())
    assert len(store.records()) == 1
    assert len(begun) == 3

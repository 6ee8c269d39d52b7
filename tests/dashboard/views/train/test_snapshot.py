"""The page of a run shows one moment of it."""

import pytest

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.runs.steering import steer
from dashboard.runs.store import Store, open_store
from dashboard.views.train.look_closer.inside import measurements
from dashboard.views.train.snapshot import snapshot


@pytest.fixture
def busy_run(monkeypatch, tmp_path):
    """A run whose worker appends a step after every curve that is read."""
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    with open_store() as store:
        run = store.submit(Config(), "anna", "running", total=1_000)
    read, steps = Store.curve, iter(range(1, 100))

    def append():
        series = {name: [0.5] for name in ("loss", "accuracy", "seconds", "dead 1", "dead 2", "gradient_norm 1")}
        with open_store() as writer:
            writer.append(run, next(steps), series)

    def curve(store, *arguments):
        found = read(store, *arguments)
        append()
        return found

    append()
    monkeypatch.setattr(Store, "curve", curve)
    return run


def test_curves_are_of_one_moment_while_the_worker_writes(busy_run):
    for _ in range(2):
        seen = snapshot(busy_run)
        assert len(seen.loss) == len(seen.accuracy) == len(seen.seconds) > 0


def test_measurements_are_of_one_moment_while_the_worker_writes(busy_run):
    *_, curves = measurements(busy_run)
    assert {len(curve) for curve in curves.values()} == {1}


def test_the_rate_of_a_run_is_the_one_that_was_set_last(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    config = Config(network="784-10", learning_rate=0.01)
    with open_store() as store:
        run = store.submit(config, "anna", "diverged")
        assert snapshot(run).rate == 0.01
        path = store.checkpoint_path(run, 0)
        path.parent.mkdir()
        save_run(path, Run.start(Config(network="784-10", learning_rate=50.0)))
    assert snapshot(run).rate == 50.0
    path.write_bytes(b"half a file")
    assert snapshot(run).rate == 0.01


def test_a_rate_that_was_set_while_it_trained_is_that_of_the_run_from_then_on(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    with open_store() as store:
        run = store.submit(Config(learning_rate=0.01), "anna", "paused", step=5, total=9)
        assert snapshot(run).now.learning_rate == 0.01
        steer(store, run, "rate", "anna", 0.25)
    seen = snapshot(run)
    assert (seen.rate, seen.now.learning_rate, seen.config.learning_rate) == (0.25, 0.25, 0.01)

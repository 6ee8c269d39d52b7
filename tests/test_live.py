"""The page of a run shows one moment of it."""

import pytest

from core.config import Config
from dashboard.lab.inside import measurements
from dashboard.lab.live import look
from dashboard.runs.store import Store, open_store


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
        seen = look(busy_run)
        assert len(seen.loss) == len(seen.accuracy) == len(seen.seconds) > 0


def test_measurements_are_of_one_moment_while_the_worker_writes(busy_run):
    _, curves = measurements(busy_run)
    assert {len(curve) for curve in curves.values()} == {1}

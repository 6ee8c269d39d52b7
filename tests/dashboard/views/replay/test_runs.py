"""A figure's runs are found by their settings, whoever asked for them, and their points come as they are judged."""

import pytest

from core.config import Config
from dashboard.runs.store import EpochFigures, Look, open_store
from dashboard.views.replay.chart import parting, points
from dashboard.views.replay.runs import begin, newest_of, points_of
from lessons.published.nielsen import replays

TWO = replays()["initialisation"]
RATES = replays()["rates"]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as store:
        yield store


def test_its_runs_are_put_in_line_once_each(store):
    for replay in replays().values():
        begin(store, replay, "anna")
        assert set(newest_of(store, replay)) == set(replay.configs)
    names = [record.name for record in store.records("queued")]
    assert len(names) == 2 + 1 + 1 + 3
    assert "Two initialisations: weights ~ N(0, 1)" in names
    assert all(record.total for record in store.records())


def test_the_newest_run_with_these_settings_is_shown(store):
    store.submit(Config(), "bert")
    old, new = (store.submit(TWO.configs[0], whose) for whose in ("anna", "bert"))
    assert newest_of(store, TWO)[TWO.configs[0]].id == new != old


def test_points_come_as_the_run_is_judged(store):
    curve = TWO.curves[0]
    run = store.submit(curve.config, "anna")
    assert points_of(store, curve, None) == []
    for epoch, right in enumerate((1_000, 9_270, 9_414)):
        store.add_epoch(run, EpochFigures(5_000 * epoch, epoch, 0.3, right / 10_000))
    found = points_of(store, curve, store.record(run))
    assert found == [9_270, 9_414]
    assert curve.equal(found) == 2

    curve = RATES.curves[0]
    run = store.submit(curve.config, "anna")
    store.add_look(run, Look(5_000, 1, "training", 0.8, 0.9, 0.05))
    store.add_look(run, Look(5_000, 1, "test", 0.9, 0.9, 0.05))
    assert points_of(store, curve, store.record(run)) == [pytest.approx(0.85)]


def test_printed_points_stand_there_first_and_ours_land_in_them():
    for replay in replays().values():
        ours = [curve.printed[:3] for curve in replay.curves]
        figure = points(replay, ours, dark=False)
        for k, curve in enumerate(replay.curves):
            rings, dots = figure.data[2 * k : 2 * k + 2]
            assert list(rings.y) == list(curve.drawn(curve.printed))
            assert list(dots.y) == list(rings.y[:3])
            assert list(dots.x) == [1, 2, 3]


def test_what_is_exactly_equal_has_a_place_on_the_axis():
    figure = parting(["η = 1"], [[0.0, 1e-9]], dark=True)
    assert list(figure.data[0].y) == [1e-17, 1e-9]

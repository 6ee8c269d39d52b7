"""The beginning of each of Nielsen's curves is met by core's training; `tests.benchmarks replays` meets them whole."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from core.config import Config
from core.datasets import Digits, Split, load
from core.training import Epoch, Run, train
from lessons.published.nielsen import NEAR, PLAIN, replays

CURVES = {f"{name}: {curve.name}": curve for name, replay in replays().items() for curve in replay.curves}


@cache
def digits() -> Digits:
    return load(PLAIN)  # the first 50,000 to learn from and the last 10,000 held back, as all of these runs have them


@cache
def beginning(config: Config, epochs: int) -> list[Epoch]:
    found = digits()
    some = Split(found.train.images[: config.examples], found.train.labels[: config.examples])
    events, run = [], Run.start(config)
    for event in train(run, replace(found, train=some)):
        if isinstance(event, Epoch):
            events.append(event)
            if len(events) == epochs:
                break
    return events


def epochs(config: Config) -> int:
    return 6 if config.examples == 1_000 else 1


@pytest.mark.parametrize("name", [name for name in CURVES if name != "rates: η = 2.5"])
def test_the_beginning_of_a_curve_is_met(name):
    curve = CURVES[name]
    found = [curve.of(event) for event in beginning(curve.config, epochs(curve.config))]
    assert curve.equal(found) == len(found) == epochs(curve.config)


def test_where_training_is_chaotic_no_point_is_met():
    curve = CURVES["rates: η = 2.5"]
    found = [curve.of(event) for event in beginning(curve.config, 1)]
    assert curve.equal(found) == 0
    assert abs(found[0] - curve.printed[0]) < 0.5  # and yet it learns as well


def test_a_point_that_is_off_is_seen():
    for curve in CURVES.values():
        points = curve.printed.astype(float)
        assert curve.equal(points) == len(points)
        assert curve.equal(points[:7]) == 7
        points[3] += 1 if curve.counts else 2 * NEAR * points[3]
        assert curve.equal(points) == len(points) - 1


def test_each_is_a_link_that_leads_to_the_same_run():
    for replay in replays().values():
        for config in replay.configs:
            assert Config.from_query(config.to_query()) == config
            assert config.precision == "float64"
    assert len({config for replay in replays().values() for config in replay.configs}) == 6


def test_a_run_that_did_not_look_has_no_point():
    curve = CURVES["overfitting: test digits"]
    with pytest.raises(ValueError, match="did not read its test digits"):
        curve.of(Epoch(1, 1, 0.1, 0.9, np.zeros(1)))

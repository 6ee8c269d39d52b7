"""Estimates rest on real steps: they grow with the work."""

from dataclasses import replace
from itertools import count

from core.config import Config
from core.training import Run
from dashboard.runs import estimate
from dashboard.runs.estimate import learned_from, megabytes, seconds_per_step, total_steps

SMALL = Config(network="784-16-relu-10")


def test_a_larger_network_takes_longer_and_needs_more():
    large = replace(SMALL, network="784-1024-relu-1024-relu-10")
    assert seconds_per_step(large) > 3 * seconds_per_step(SMALL)
    assert megabytes(large) > megabytes(SMALL) + 40


def test_a_full_batch_is_timed_without_being_computed():
    assert 0.01 < seconds_per_step(replace(SMALL, batch_size=60_000)) < 10


def test_an_estimate_costs_little_however_dear_a_step_is(monkeypatch):
    """Few digits at once where each is much work, and few steps where each takes long."""
    started, start = [], Run.start

    def listen(config):
        started.append((config.batch_size, start(config)))
        return started[-1][1]

    pace, clock = 0.01, count()
    monkeypatch.setattr(Run, "start", listen)
    monkeypatch.setattr(estimate.time, "perf_counter", lambda: pace * next(clock))
    convolutions = "1x28x28-" + "conv64x3x3p1-relu-" * 4 + "maxpool2-flatten-10"
    seconds_per_step(replace(SMALL, network=convolutions))
    seconds_per_step(replace(SMALL, batch_size=1))
    pace = 1.0
    assert seconds_per_step(SMALL) == 1
    assert [(batch, run.step) for batch, run in started] == [(2, 5), (1, 5), (SMALL.batch_size, 1)]


def test_steps_are_counted_over_the_digits_that_are_left():
    assert total_steps(Config()) == 5 * 430
    assert learned_from(replace(SMALL, examples=1_000)) == 1_000
    assert total_steps(replace(SMALL, validation=0, batch_size=60_000, epochs=3)) == 3

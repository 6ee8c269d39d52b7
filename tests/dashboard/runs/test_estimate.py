"""Estimates rest on real steps: they grow with the work."""

from dataclasses import replace

from core.config import Config
from dashboard.runs.estimate import learned_from, megabytes, seconds_per_step, total_steps

SMALL = Config(network="784-16-relu-10")


def test_a_larger_network_takes_longer_and_needs_more():
    large = replace(SMALL, network="784-1024-relu-1024-relu-10")
    assert seconds_per_step(large) > 3 * seconds_per_step(SMALL)
    assert megabytes(large) > megabytes(SMALL) + 40


def test_a_full_batch_is_timed_without_being_computed():
    assert 0.01 < seconds_per_step(replace(SMALL, batch_size=60_000)) < 10


def test_steps_are_counted_over_the_digits_that_are_left():
    assert total_steps(Config()) == 5 * 430
    assert learned_from(replace(SMALL, examples=1_000)) == 1_000
    assert total_steps(replace(SMALL, validation=0, batch_size=60_000, epochs=3)) == 3

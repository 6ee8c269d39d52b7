"""Patients with a wrong line on the way back have the symptoms that their owners tell."""

import pytest

from tests.support.clinic import both, off, reads, sign

EVERY = {"dW1", "db1", "dW2", "db2"}
OFF = {
    "all-biases-alike": {"db1", "db2"},
    "weights-that-grow": EVERY,
    "ten-percent-for-ever": EVERY,
    "the-course": {"db1", "dW2"},
    "one-layer-lags-behind": {"dW2"},
    "slower-than-the-reference": {"dW1", "db1"},
    "a-loss-out-of-sight": EVERY,
    "normalised-and-slower": {"dW1", "db1"},
    "a-single-array": {"db1"},
    "other-than-in-the-book": EVERY,
}


@pytest.mark.parametrize("slug", OFF)
def test_the_arrays_that_leave_the_diagonal(slug):
    assert off(slug) == OFF[slug]


def test_some_learn_all_the_same():
    for slug in ("all-biases-alike", "the-course", "a-single-array", "other-than-in-the-book"):
        assert abs(reads(slug) - reads(slug, mended=True)) < 0.02
    assert sign("all-biases-alike", "biases b1").startswith("all ")
    assert sign("all-biases-alike", "biases b2").startswith("all ")


def test_some_learn_worse():
    for slug in ("weights-that-grow", "normalised-and-slower", "slower-than-the-reference", "one-layer-lags-behind"):
        assert reads(slug) < reads(slug, mended=True) - 0.01
    growing, steady = both("weights-that-grow")
    assert growing.accuracy[5] > steady.accuracy[5] + 0.05  # faster at first
    assert growing.lengths[-1] > 10 * growing.lengths[0]
    assert reads("normalised-and-slower") < reads("all-biases-alike", mended=True)  # slower than without


def test_some_never_learn():
    for slug in ("ten-percent-for-ever", "a-loss-out-of-sight"):
        assert reads(slug) < 0.15 < 0.8 < reads(slug, mended=True)
    far, right = both("ten-percent-for-ever")
    assert far.lengths[0] > 20 * right.lengths[0]
    assert sign("ten-percent-for-ever", "units of a1 that are 0 for every digit") == "16 of 16"
    out_of_sight, _ = both("a-loss-out-of-sight")
    assert out_of_sight.last > 1e20
    (b2,) = (p for p in out_of_sight.run.network.parameters if p.name == "b2")
    assert b2.of(out_of_sight.run.theta).min() > 0.5  # from 0: each has risen

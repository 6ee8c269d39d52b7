"""Patients with a wrong line on the way forward have the symptoms that their owners tell."""

import numpy as np

from tests.support.clinic import both, off, reads, sign


def test_a_softmax_over_the_batch_never_gets_beyond_guessing():
    assert off("shared-certainty") == {"dW1", "db1", "dW2", "db2"}
    assert reads("shared-certainty") < 0.15
    assert both("shared-certainty")[0].last > 1e6
    assert sign("shared-certainty", "sum of the probabilities of a digit").startswith("from ")


def test_two_softmaxes_are_never_sure():
    assert off("never-sure") == {"dW1", "db1", "dW2", "db2"}
    assert both("never-sure")[0].losses.min() > np.log(np.e + 9) - 1 > 1.46
    assert reads("never-sure") < reads("never-sure", mended=True) - 0.3


def test_an_overflow_comes_after_a_right_gradient():
    ill, well = both("one-loss-and-then-nothing")
    assert off("one-loss-and-then-nothing") == set()
    assert (ill.diverged, well.diverged) == (2, 0)
    assert ill.losses[0] == well.losses[0]
    assert float(np.exp(np.float32(88))) < np.finfo(np.float32).max < np.exp(89)


def test_dropout_that_is_loud_or_does_not_end():
    for slug in ("a-little-dropout", "absent-at-the-examination"):
        assert off(slug) == set()
        assert reads(slug) < reads(slug, mended=True) - 0.05
    absent, present = both("absent-at-the-examination")
    np.testing.assert_array_equal(absent.losses, present.losses)

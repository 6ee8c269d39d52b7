"""Numbers that were printed with a bug are met by core with the same bug, to as many digits as the page says."""

import numpy as np
import pytest

from lessons.clinic.patients import BY_SLUG
from lessons.clinic.published import PUBLISHED, difference, error_after_a_step, not_zeroed, same_digits, significant

MET = {
    "the-course": (9, 8, 2),
    "other-than-in-the-book": (9,),
    "too-long-then-too-short": (8, 8),
    "down-and-up-again": (0,),
}


@pytest.mark.parametrize("slug", PUBLISHED)
def test_as_many_digits_are_met_as_is_said(slug):
    assert slug in BY_SLUG
    assert tuple(row.digits for row in PUBLISHED[slug]) == MET[slug]
    for row in PUBLISHED[slug]:
        assert row.met == (row.because() == "")


def test_without_its_bug_none_is_met():
    assert difference() < 1e-6 < difference("dW2") < difference("dW2", "db1")
    assert same_digits("0.291027924", error_after_a_step(False)) == 6
    assert (np.diff(not_zeroed(never=False)) < 0).all()


def test_ten_losses_fall_until_the_fifth_and_climb_again():
    losses = np.array(not_zeroed())
    printed = np.array([1.03, 0.82, 0.47, 0.20, 0.06, 0.09, 0.28, 0.53, 0.75, 0.87])
    assert (np.sign(np.diff(losses)) == np.sign(np.diff(printed))).all()
    assert np.abs(losses - printed).max() < 0.09


def test_digits_are_counted_as_they_are_rounded():
    assert significant("0.285093156781") == 12
    assert significant("1.1e-9") == 2
    assert significant(".06") == 1
    assert same_digits("0.2850", 0.28504) == 4
    assert same_digits("0.2850", 0.2853) == 3
    assert same_digits("1.1e-9", 1.127e-9) == 2

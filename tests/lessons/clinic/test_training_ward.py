"""Patients whose gradients are all right have the symptoms that their owners tell."""

import numpy as np
import pytest

from lessons.clinic import training_ward
from lessons.clinic.patient import Patient
from tests.support.clinic import both, off, reads, sign

SLUGS = [found.slug for found in vars(training_ward).values() if isinstance(found, Patient)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_gradient_is_right_and_it_learns_worse(slug):
    assert off(slug) == set()
    assert reads(slug) < reads(slug, mended=True) - 0.01


def test_units_that_start_alike_stay_alike():
    assert "1 different among 8 units" in sign("eight-times-the-same", "weights W1")


def test_a_loud_start_silences_units():
    assert both("an-enormous-first-loss")[0].losses[0] > 10 * both("an-enormous-first-loss")[1].losses[0]
    assert int(sign("an-enormous-first-loss", "units of a1 that are 0 for every digit").split()[0]) > 0


def test_what_is_fed_in_can_be_seen():
    assert both("a-perfect-loss")[0].losses[50:].max() < 0.05
    assert reads("a-perfect-loss") < 0.15
    assert sign("a-perfect-loss", "classes among the first labels") == "1: 0"
    assert abs(both("nothing-happens")[0].last - np.log(10)) < 0.01
    assert sign("nothing-happens", "pixels that it learns from") == "from 0 to 0.00392"
    assert sign("nothing-happens", "classes that it ever answers").startswith("1: ")
    lying, upright = both("well-learned-badly-read")
    assert abs(lying.last - upright.last) < 0.05
    assert reads("well-learned-badly-read") < 0.25


def test_a_loss_falls_and_climbs_again():
    losses = both("down-and-up-again")[0].losses
    assert losses[15:35].mean() < losses[0] - 0.5
    assert losses[-30:].mean() > losses[15:35].mean() + 0.5


def test_a_clock_that_stands_still():
    still, counted = (found.lengths for found in both("too-long-then-too-short"))
    assert still[0] == counted[0]
    assert still[2] > 1.3 * counted[2]
    assert still[-1] < 0.7 * counted[-1]

"""Distances to average digits are lengths of differences, and the nearest average is the largest weighted sum."""

import numpy as np
import pytest

from core.network import Network
from lessons.derivations import distance
from lessons.derivations.distance import LEARNT_FROM, average_digits, nearer, scores, share_read_rightly
from lessons.digits import first_digits
from lessons.engine.numbers import evaluate
from lessons.exercises import Context

DERIVATIONS = [distance.distance, distance.score, distance.pull]


@pytest.mark.parametrize("derivation", DERIVATIONS)
def test_every_derivation_is_proved(derivation):
    assert derivation().prove().proved


@pytest.mark.parametrize("derivation", DERIVATIONS)
@pytest.mark.parametrize("mutate", [lambda e: -e, lambda e: 2 * e, lambda e: (1 + 1e-10) * e])
def test_a_planted_error_is_found(derivation, mutate, monkeypatch):
    monkeypatch.setattr(distance, "evaluate", lambda e, *rest: evaluate(mutate(e), *rest))
    assert not derivation().prove().proved


def test_the_largest_score_belongs_to_the_nearest_average():
    images, labels = first_digits(LEARNT_FROM)
    averages = average_digits()
    assert np.allclose(averages[:, 7], images[labels == 7].mean(axis=0))
    lengths = np.linalg.norm(images[:50, :, None] - averages, axis=1)
    assert (scores(images[:50], averages).argmax(axis=1) == lengths.argmin(axis=1)).all()


def test_averages_read_far_more_digits_than_a_guess_and_far_from_all():
    assert 0.6 < share_read_rightly(average_digits()) < 0.9
    assert share_read_rightly(np.zeros((784, 10))) < 0.2


def test_the_nearer_average_is_named():
    images, labels = first_digits(5)
    for k in range(5):
        asked = nearer(Context(Network.from_text("784-10"), None, images[k : k + 1], labels[k : k + 1]))
        pair = [int(option.split()[-1]) for option in asked.options]
        lengths = [np.linalg.norm(images[k] - average_digits()[:, digit]) for digit in pair]
        assert int(labels[k]) in pair
        assert asked.right == int(lengths[1] < lengths[0])

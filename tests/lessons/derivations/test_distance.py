"""Distances to average digits are lengths of differences, and the nearest average is the largest weighted sum."""

import numpy as np

from core.network import Network
from lessons.derivations.distance import LEARNT_FROM, average_digits, nearer, scores, share_read_rightly
from lessons.exercises import Context
from lessons.page.digits import first_digits


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

"""What a step promises and does is counted as core counts it."""

import numpy as np
import pytest

from core.datasets import Split
from core.initializers import initialize
from core.metrics import evaluate, in_batches
from core.network import Network
from lessons.page.one_step import RATES, Readings, fitting_rate, promise

NETWORK = Network.from_text("6-5-tanh-3")
BEFORE, AFTER = (initialize(NETWORK, "he", seed, np.float64) for seed in (0, 1))
IMAGES = np.random.default_rng(0).random((50, 6))
LABELS = np.random.default_rng(1).integers(0, 3, 50)


@pytest.mark.parametrize(("loss", "slope"), [(1.356, -1269.0), (0.0004, -0.01), (2.3, -7.0)])
def test_the_rate_that_fits_is_the_largest_whose_promise_is_a_loss(loss, slope):
    rate = fitting_rate(loss, slope)
    assert promise(loss, slope, rate) > 0
    larger = [other for other in RATES if other > rate]
    assert all(promise(loss, slope, other) <= 0 for other in larger)


def test_where_none_fits_it_is_the_smallest():
    assert fitting_rate(0.5, -1e9) == RATES[0]


def readings(at_once: int) -> Readings:
    batches = zip(in_batches(IMAGES, at_once), in_batches(LABELS, at_once), strict=True)
    return Readings.of(NETWORK, (BEFORE, AFTER), batches)


@pytest.mark.parametrize("at_once", [50, 7])
def test_everybody_is_judged_as_core_judges(at_once):
    found = readings(at_once)
    for theta, right, loss in ((BEFORE, found.was_right, found.loss_before), (AFTER, found.is_right, found.loss_after)):
        judged = evaluate(NETWORK, theta, Split(IMAGES, LABELS))
        assert right.mean() == judged.accuracy
        assert loss == pytest.approx(judged.loss, rel=1e-12)


def test_digits_are_told_apart_by_what_happened_to_them():
    found = readings(50)
    p, q = (NETWORK.predict(theta, IMAGES) for theta in (BEFORE, AFTER))
    lost = [n for n in range(50) if p[n].argmax() == LABELS[n] != q[n].argmax()]
    gained = [n for n in range(50) if p[n].argmax() != LABELS[n] == q[n].argmax()]
    assert lost
    assert gained
    assert found.lost.tolist() == lost
    assert found.gained.tolist() == gained
    assert found.less == sum(q[n, LABELS[n]] < p[n, LABELS[n]] for n in range(50))


def test_the_digits_that_changed_most_come_first_and_those_that_did_not_are_left_out():
    found = readings(50)
    change = np.abs(found.truth_after - found.truth_before)
    assert change[found.most_changed(4)].tolist() == sorted(change, reverse=True)[:4]
    still = Readings(found.labels, found.before, found.before, 1.0, 1.0)
    assert len(still.most_changed(4)) == 0

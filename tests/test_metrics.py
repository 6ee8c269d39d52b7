"""How good a network is, against counting by hand."""

import numpy as np
import pytest

from core.metrics import evaluate
from core.network import Network
from tests.digits import blobs

NETWORK = Network.from_text("784-10")


def test_loss_and_accuracy_do_not_depend_on_the_pieces():
    digits = blobs(53, 4, np.float64)
    theta = np.random.default_rng(0).standard_normal(NETWORK.size)
    p = NETWORK.predict(theta, digits.images)
    expected_loss = -np.mean([np.log(p[n, label]) for n, label in enumerate(digits.labels)])
    expected_accuracy = np.mean([p[n].argmax() == label for n, label in enumerate(digits.labels)])
    for rows in (7, 53, 1000):
        found = evaluate(NETWORK, theta, digits, rows)
        assert found.loss == pytest.approx(expected_loss, rel=1e-12)
        assert found.accuracy == pytest.approx(expected_accuracy)
        assert found.examples == 53


def test_no_digits_no_figures():
    found = evaluate(NETWORK, np.zeros(NETWORK.size), blobs(0, 0))
    assert np.isnan(found.loss)
    assert np.isnan(found.accuracy)

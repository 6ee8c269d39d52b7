"""Two orders of summation stay together where training brings neighbours together, and part where it does not."""

from dataclasses import replace

import numpy as np

from core.datasets import Digits, Split
from core.run import Run
from dashboard.data.digits import first_digits
from lessons.published.nielsen import PLAIN
from lessons.published.parting import distances, turned


def some() -> Digits:
    found = first_digits()
    x = found.images[:2_000].astype(np.float64)
    return Digits(Split(x, found.labels[:2_000]), *[Split(x[:0], found.labels[:0])] * 2)


def test_hidden_units_in_another_order_are_the_same_function():
    theta, places, digits = Run.start(PLAIN).theta, turned(PLAIN), some()
    network = PLAIN.build_network()
    assert sorted(places) == list(range(network.size))
    one, other = (network.predict(t, digits.train.images[:50]) for t in (theta, theta[places]))
    np.testing.assert_allclose(one, other, rtol=1e-12)
    assert (theta != theta[places]).any()


def test_at_a_large_rate_a_last_bit_grows_to_everything():
    digits = some()
    calm, wild = (distances(replace(PLAIN, learning_rate=rate), digits, 300) for rate in (0.25, 2.5))
    assert len(calm) == 300
    assert 0 < calm.max() < 1e-13
    assert wild[:5].max() < 1e-13
    assert wild[-1] > 0.01

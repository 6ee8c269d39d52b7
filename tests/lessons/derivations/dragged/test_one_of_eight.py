"""One digit of a mini-batch moves the mean of all, and what each of them becomes."""

import numpy as np
import pytest

from lessons.derivations.dragged.one_of_eight import SUMS, one_of_eight
from tests.support.readings import holds, marked


def test_the_mean_of_eight_moves_by_an_eighth_and_the_others_with_it():
    z = np.random.default_rng(0).standard_normal((8, 3))
    block = one_of_eight(z, 1)
    assert holds(block)
    first, last = (marked(block.readings[k], "value") for k in (0, -1))
    assert last[0] - first[0] == pytest.approx((SUMS[-1] - SUMS[0]) / 8, abs=0.01)
    sums = np.array([SUMS[-1], *z[1:, 1]])
    other = int(np.abs(z[1:, 1]).argmax()) + 1
    assert last[2] == pytest.approx((sums[other] - sums.mean()) / sums.std(), abs=0.006)

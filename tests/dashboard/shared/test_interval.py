"""The interval of a mean agrees with printed tables of Student's t."""

import math

import pytest

from dashboard.shared.interval import between, interval, quantile


@pytest.mark.parametrize(
    ("freedom", "t"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (9, 2.262), (10, 2.228), (30, 2.042), (120, 1.980)],
)  # the column of 0.95, two-sided, of every statistics textbook
def test_quantiles_are_those_of_the_tables(freedom, t):
    assert quantile(0.95, freedom) == pytest.approx(t, abs=6e-4)
    assert between(quantile(0.8, freedom), freedom) == pytest.approx(0.8, abs=1e-12)


def test_the_interval_of_some_numbers():
    found = interval([70.0, 80.0, 90.0])
    assert found.mean == 80
    assert found.half == pytest.approx(4.3027 * 10 / math.sqrt(3), rel=1e-4)
    assert found.words == "80.0 ± 24.8 (n = 3)"
    assert (interval([5.0]).words, interval([]).words) == ("5.0 (n = 1)", "no one yet")

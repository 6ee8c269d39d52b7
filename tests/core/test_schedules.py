"""Every schedule: where it starts, where it ends, and that it never leaves the range between."""

import pytest

from core.schedules import SCHEDULES

SHARES = [k / 1000 for k in range(1000)]

# name        at 0   half-way   at the end
KNOWN = {
    "constant": (1, 1, 1),
    "step": (1, 0.1, 0.01),
    "exponential": (1, 0.1, 0.01),
    "cosine": (1, 0.5, 0),
    "warm-up": (0.01, 1, 1),
    "one-cycle": (0.04, 0.8117449009293668, 0),
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_known_points(name):
    start, middle, end = KNOWN[name]
    schedule = SCHEDULES[name]
    assert (schedule(0), schedule(0.5), schedule(1)) == pytest.approx((start, middle, end), abs=1e-12)


@pytest.mark.parametrize("name", SCHEDULES)
def test_the_factor_lies_between_nothing_and_the_full_rate(name):
    factors = [SCHEDULES[name](u) for u in SHARES]
    assert min(factors) >= 0
    assert max(factors) == pytest.approx(1, abs=1e-5)


def test_what_happens_in_between():
    assert [SCHEDULES["step"](u) for u in (0.33, 0.34, 0.66, 0.67)] == pytest.approx([1, 0.1, 0.1, 0.01])
    assert SCHEDULES["exponential"](0.25) ** 2 == pytest.approx(SCHEDULES["exponential"](0.5))
    assert SCHEDULES["cosine"](0.25) == pytest.approx((1 + 0.5**0.5) / 2)
    assert SCHEDULES["warm-up"](0.05) == pytest.approx(0.505)
    assert SCHEDULES["one-cycle"](0.15) == pytest.approx(0.52)


def test_one_cycle_is_continuous_at_its_peak():
    assert SCHEDULES["one-cycle"](0.3 - 1e-9) == pytest.approx(SCHEDULES["one-cycle"](0.3), abs=1e-6)

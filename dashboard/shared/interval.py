"""The mean of a few measurements, and the interval in which that of all would lie 95 times of 100 (Student 1908).

    mean ± t s / √n        s² = Σ (x − mean)² / (n − 1),    t of n − 1 degrees of freedom

The distribution of t is summed up as Abramowitz and Stegun (1964) write it for whole degrees of freedom, 26.7.3 and
26.7.4; its quantile is found by halving.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

LEVEL = 0.95


class Interval(NamedTuple):
    """A mean, half the width of its interval (NaN where one measurement tells nothing of it), and of how many."""

    mean: float
    half: float
    n: int

    @property
    def words(self) -> str:
        if not self.n:
            return "no one yet"
        half = "" if math.isnan(self.half) else f" ± {self.half:.1f}"
        return f"{self.mean:.1f}{half} (n = {self.n})"


def interval(values: Sequence[float], level: float = LEVEL) -> Interval:
    n = len(values)
    if n == 0:
        return Interval(math.nan, math.nan, 0)
    mean = math.fsum(values) / n
    if n == 1:
        return Interval(mean, math.nan, 1)
    deviation = math.sqrt(math.fsum((x - mean) ** 2 for x in values) / (n - 1))
    return Interval(mean, quantile(level, n - 1) * deviation / math.sqrt(n), n)


def between(t: float, freedom: int) -> float:
    """The share of Student's distribution between −t and t."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = 0.0
    for k in range(1, freedom // 2 + 1):
        total += term
        term *= cosine**2 * (2 * k / (2 * k + 1) if odd else (2 * k - 1) / (2 * k))
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def quantile(share: float, freedom: int) -> float:
    """The t between whose negative and itself this share of the distribution lies."""
    low, high = 0.0, 1.0
    while between(high, freedom) < share:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if between(middle, freedom) < share else (low, middle)
    return high

"""A figure is what somebody printed, with the way in which core works out the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

EQUAL, ON_PURPOSE, WRONG = "equal", "differs on purpose", "wrong at its source"
FLOAT32 = 4 * 2.0**-24  # relative: of numbers that were worked out in 32 bits, their last printed digit may be off


@dataclass(frozen=True)
class Figure:
    """One or more printed numbers."""

    source: str
    what: str
    printed: Any  # as printed
    unit: float  # of the last digit printed
    ours: Callable[[], Any]  # an array of the same shape
    verdict: str = EQUAL
    because: str = ""  # of another verdict: what is different there
    theirs: Callable[[], Any] | None = None  # of another verdict: their number, worked out their way
    rounding: float = 0.0  # relative, of the arithmetic that they were worked out in

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return np.size(self.printed)

    def agrees(self, found) -> bool:
        """Whether numbers are the printed ones, to half a unit of the last digit."""
        printed = np.asarray(self.printed, float)
        slack = 0.5000001 * self.unit + self.rounding * np.abs(printed)
        return bool((np.abs(np.asarray(found).reshape(printed.shape) - printed) <= slack).all())

    @property
    def holds(self) -> bool:
        """Whether the comparison comes to what the verdict says."""
        if self.verdict == EQUAL:
            return self.agrees(self.ours())
        return not self.agrees(self.ours()) and self.theirs is not None and self.agrees(self.theirs())

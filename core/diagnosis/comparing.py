"""Theirs beside ours, array after array in the order of the pass: what agrees, and what is the first that does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.diagnosis.order import NEW, arrays
from core.network import Trace


@dataclass(frozen=True, eq=False)
class Finding:
    """One array of theirs beside ours."""

    name: str  # in core's letters
    agrees: bool
    error: float  # the largest difference, relative to our largest number; NaN where shapes differ
    rounding: float  # the largest that rounding can make, relative to the same
    ours: Any
    theirs: Any
    allowed: Any = 0.0  # the largest difference that rounding can make

    @property
    def same_shape(self) -> bool:
        return np.shape(self.ours) == np.shape(self.theirs)

    @property
    def is_seen(self) -> bool:
        """Whether it is more than rounding: of nothing, N times as much is nothing too."""
        return bool((np.abs(self.ours) > self.allowed).any())


class Reference:
    """What is right: a pass, the step that follows it, and how far rounding may be from them."""

    def __init__(self, tolerance: Mapping[str, float], update=None):
        self.tolerance, self.update = tolerance, update

    def arrays(self, trace: Trace, update=None) -> dict:
        """All arrays of a pass, and θ after the step where one is asked about."""
        found, update = arrays(trace), update or self.update
        if update is not None:
            after = trace.theta + update.step(trace.gradient, trace.theta)
            found |= {f"{p.name}{NEW}": p.of(after) for p in trace.network.parameters}
        return found

    def allowed(self, trace: Trace) -> dict:
        """How far each array may be from ours."""
        found: dict[str, Any] = dict(self.tolerance)
        if self.update is not None:
            around = np.concatenate(
                [np.full(p.size, self.tolerance[f"d{p.name}"]) for p in trace.network.parameters] or [np.zeros(0)]
            )
            there, up, down = (self.update.step(trace.gradient + g, trace.theta) for g in (0 * around, around, -around))
            moved = np.maximum(np.abs(up - there), np.abs(down - there))
            moved += self.tolerance[""] * (np.abs(trace.theta) + np.abs(there))
            found |= {f"{p.name}{NEW}": p.of(moved) for p in trace.network.parameters}
        return found


def compare(names, ours: Mapping, theirs: Mapping, allowed: Mapping) -> list[Finding]:
    """A finding for each of these names."""
    return [_finding(name, ours[name], theirs[name], allowed[name]) for name in names]


def _finding(name, ours, theirs, allowed) -> Finding:
    largest = float(np.abs(ours).max()) or 1.0
    if np.shape(ours) != np.shape(theirs):
        return Finding(name, False, float("nan"), float(np.max(allowed)) / largest, ours, theirs, allowed)
    with np.errstate(invalid="ignore"):
        apart = np.abs(np.where(ours == theirs, 0, theirs - ours))  # ∞ and ∞ agree
    apart = np.where(np.isnan(ours) & np.isnan(theirs), 0, apart)
    allowed_here = allowed + _typed(theirs)
    agrees = bool((apart <= allowed_here).all())
    return Finding(
        name, agrees, float(apart.max()) / largest, float(np.max(allowed_here)) / largest, ours, theirs, allowed_here
    )


def _typed(theirs) -> float:
    """Half a unit of the last digit, where numbers were typed: none of them has more than ten decimals."""
    if theirs.size > 1_000 or not np.isfinite(theirs).all() or (np.round(theirs, 3) == theirs).all():
        return 0.0
    return next((0.5 * 10.0**-d for d in range(4, 11) if (np.round(theirs, d) == theirs).all()), 0.0)


def first_wrong(findings: list[Finding]) -> int:
    """Which finding is the first that differs; their number where none does."""
    return next((k for k, finding in enumerate(findings) if not finding.agrees), len(findings))

"""A long curve is a line of buckets: of each stretch of steps the least, the greatest, the last and a recent mean.

exact     · · · · · · · · · · · · · · · ·     8 bytes a step, all of them kept
64 steps  [low high last recent] …            32 bytes a bucket
256 steps [low high last recent] …            four buckets of the level above are one of this
"""

import numpy as np

GRAIN, FANOUT = 64, 4  # steps in the smallest bucket; buckets in one of the next level
LOW, HIGH, LAST, RECENT = range(4)  # columns of a bucket
HISTORY = 256  # steps before a bucket that its recent mean may reach back to


def window(series: str) -> int:
    """Over how many measured values the recent mean of a series goes: those of the chart of a run."""
    return 50 if series == "loss" else 5


def grains(steps: int) -> list[int]:
    """The sizes of the buckets that so many steps fill, the smallest first."""
    found, grain = [], GRAIN
    while grain <= steps:
        found.append(grain)
        grain *= FANOUT
    return found


def buckets(values, before, grain: int, width: int):
    """(B, 4): `values` (N,) in stretches of `grain`, the last of which may be shorter; `before` is what preceded them.

    Steps that were not measured, NaN, count for nothing; a bucket of none but them is NaN.
    """
    count = -(-len(values) // grain)
    padded = np.full(count * grain, np.nan)
    padded[: len(values)] = values
    stretches, known = padded.reshape(count, grain), np.isfinite(padded).reshape(count, grain)
    low, high = np.where(known, stretches, np.inf).min(axis=1), np.where(known, stretches, -np.inf).max(axis=1)
    ends = np.minimum(np.arange(1, count + 1) * grain, len(values))
    every = np.concatenate([before, values])
    measured = np.isfinite(every)
    total = np.concatenate([[0.0], np.cumsum(every[measured])])
    so_far = np.cumsum(measured)[len(before) + ends - 1] if count else np.zeros(0, int)
    start = np.maximum(so_far - width, 0)
    recent = np.where(so_far > start, total[so_far] - total[start], np.nan) / np.maximum(so_far - start, 1)
    low[np.isinf(low)] = high[np.isinf(high)] = np.nan
    return np.stack([low, high, np.asarray(values, float)[ends - 1], recent], axis=1)


def merged(finer):
    """(B, 4): each FANOUT of the buckets `finer` (FANOUT·B, 4) as one."""
    groups = finer.reshape(-1, FANOUT, 4)
    low, high = np.fmin.reduce(groups[:, :, LOW], axis=1), np.fmax.reduce(groups[:, :, HIGH], axis=1)
    return np.stack([low, high, groups[:, -1, LAST], groups[:, -1, RECENT]], axis=1)

"""A run's curves as a screen shows them: every step of a short run, some four thousand points of a long one."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dashboard.runs import thinning
from dashboard.runs.store import Store
from dashboard.runs.thinning import FANOUT, GRAIN, HIGH, HISTORY, LAST, LOW, RECENT

EXACT = 40_000  # steps: a run up to here is shown as it is
BUCKETS = 1_900  # at most, two points each
TAIL = 50  # steps at the end that are shown one by one: figures are told of them


@dataclass(frozen=True)
class OnShow:
    """Series of a run over the same steps. Of a long run the first step and the last TAIL are exact, and in between
    stand the least and the greatest value of every stretch."""

    steps: Any  # (m,)
    values: dict[str, Any]  # of each series, (m,)
    ends: Any = None  # (b,) the last step of each stretch, where there are stretches
    last: dict[str, Any] = field(default_factory=dict)  # of each series, (b,) its value there
    recent: dict[str, Any] = field(default_factory=dict)  # of each, (b,) a mean of its last values there

    @property
    def thinned(self) -> bool:
        return self.ends is not None


def on_show(store: Store, run: str, names: list[str]) -> OnShow:
    """These series of a run, all of one length; a series that it does not have is empty."""
    steps = max((store.taken(run, name) for name in names), default=0)
    if steps <= EXACT:
        return OnShow(np.arange(1, steps + 1), {name: store.curve(run, name) for name in names})
    grain = GRAIN
    while steps > grain * BUCKETS:
        grain *= FANOUT
    ends = np.append(np.arange(grain, steps - TAIL, grain), steps - TAIL)
    starts = np.concatenate([[0], ends[:-1]])
    inside = np.stack([starts + 1 + (ends - starts) // 4, starts + 1 + 3 * (ends - starts) // 4], axis=1)
    inside = np.minimum(inside, ends[:, None]).ravel()
    places = np.concatenate([[1], inside, np.arange(steps - TAIL + 1, steps + 1)])
    values, last, recent = {}, {}, {}
    for name in names:
        if not store.taken(run, name):
            values[name] = last[name] = recent[name] = np.zeros(0)
            continue
        stretches = _stretches(store, run, name, grain, steps - TAIL)
        tail = store.curve(run, name, steps - TAIL + 1, steps)
        values[name] = np.concatenate([store.curve(run, name, 1, 1), stretches[:, [LOW, HIGH]].ravel(), tail])
        last[name], recent[name] = stretches[:, LAST], stretches[:, RECENT]
    return OnShow(places, values, ends, last, recent)


def _stretches(store: Store, run: str, name: str, grain: int, to: int):
    """(B, 4): the buckets of a series from its first step to the step `to`; the last may be shorter than `grain`."""
    found = store.buckets(run, name, grain)[: to // grain]
    done = len(found) * grain
    before = min(HISTORY, done)
    points = store.curve(run, name, done - before + 1, to)
    rest = thinning.buckets(points[before:], points[:before], grain, thinning.window(name))
    return np.concatenate([found, rest])

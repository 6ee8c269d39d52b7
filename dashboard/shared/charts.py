"""What the charts of several pages have in common: axes, thinned lines, dashes.

Arrays become Plotly figures; no chart knows a model, a store or Streamlit, and each lies with the page that shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from lessons.engine.forms.powers import power_of_ten

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")  # tell lines apart as well as colours do
POINTS = 1_200  # of a line on screen; more cannot be told apart
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


@dataclass(frozen=True)
class _Asked:
    """What a chart is drawn of; equal values, equal charts."""

    values: Any
    positional: tuple = field(compare=False)
    named: dict[str, Any] = field(compare=False)


def drawn_once(draw: Callable[..., Any]) -> Callable[..., Any]:
    """A chart that is drawn once for all who ask for it with the same arrays: Plotly takes milliseconds to check what
    it is made of, and all readers of a lesson begin with the same one. Nobody may change a figure that it gives."""

    @lru_cache(maxsize=6)  # few, for each keeps its figure
    def known(asked: _Asked) -> Any:
        return draw(*asked.positional, **asked.named)

    @wraps(draw)
    def drawn(*positional: Any, **named: Any) -> Any:
        return known(_Asked(_values((positional, named)), positional, named))

    return drawn


def _values(given: Any) -> Any:
    """Arrays and what holds them as values that can be compared at once."""
    match given:
        case np.ndarray():
            return given.shape, given.dtype.str, given.tobytes()
        case dict():
            return tuple((name, _values(one)) for name, one in given.items())
        case list() | tuple():
            return tuple(map(_values, given))
    return given


def thin(x, y, points: int = POINTS):
    """At most `points` of a long line, the least and the greatest of every stretch among them."""
    buckets = points // 2
    if len(y) <= 2 * buckets:
        return np.asarray(x), np.asarray(y)
    x, y = np.asarray(x), np.asarray(y, float)
    edges = np.linspace(0, len(y), buckets + 1).astype(int)
    low = np.where(np.isfinite(y), y, np.inf)
    high = np.where(np.isfinite(y), y, -np.inf)
    kept = np.unique([[a + low[a:b].argmin(), a + high[a:b].argmax()] for a, b in pairwise(edges)])
    return x[kept], y[kept]


def running_mean(y, window: int = 50):
    """The mean of the last `window` values, of fewer at the start."""
    y = np.asarray(y, float)
    total = np.cumsum(np.concatenate([[0.0], np.where(np.isfinite(y), y, 0.0)]))
    ends = np.arange(1, len(y) + 1)
    starts = np.maximum(ends - window, 0)
    return (total[ends] - total[starts]) / (ends - starts)


class Line(NamedTuple):
    """What one run shows in the chart of its training."""

    name: str
    x: Any  # (steps,) where each batch stands on the axis
    loss: Any  # (steps,) of each batch
    epoch_x: Any  # (epochs,)
    epoch_loss: Any  # (epochs,) on the digits held back
    epoch_accuracy: Any  # (epochs,) a share
    batch_accuracy: Any = ()  # (steps,) a share, NaN where it was not measured
    means: tuple[Any, Any] | None = None  # places and means of recent losses; the losses and shares are thinned then


MOST_TICKS = 8


def loss_axis(*losses) -> dict[str, Any]:
    """A logarithmic axis with few, round ticks, whatever the losses; from 0.1 to 10 before there are any."""
    known = np.concatenate([np.asarray(values, float) for values in losses])
    known = known[np.isfinite(known) & (known > 0)]
    if not known.size:
        return {"type": "log", "range": [-1, 1], "tickvals": [0.1, 1, 10], "ticktext": ["0.1", "1", "10"]}
    low, high = np.log10(known.min()), np.log10(known.max())
    first, last = int(np.floor(low)), int(np.ceil(high))
    fine = [(m, k) for k in range(first, last + 1) for m in (1, 2, 5) if low - 0.3 <= np.log10(m) + k <= high + 0.3]
    apart = -(-(last - first + 1) // MOST_TICKS)  # powers of ten from tick to tick
    ticks = fine if len(fine) <= MOST_TICKS else [(1, k) for k in range(first, last + 1, apart)]
    texts = [
        f"{m * 10.0**k:g}" if -4 <= k < 5 else power_of_ten(k) if m == 1 else f"{m}×{power_of_ten(k)}" for m, k in ticks
    ]
    return {"type": "log", "tickvals": [float(f"{m}e{k}") for m, k in ticks], "ticktext": texts}


STARTS = (99, 98, 95, 90, 80, 50)  # percent, where an axis of accuracies may begin


def accuracy_axis(title: str, *shares) -> dict[str, Any]:
    """An axis in percent from 0, or from just below the second halves of all `shares` once one of them is past 90 %."""
    later = [np.asarray(values, float)[len(values) // 2 :] for values in shares]
    known = np.concatenate([*later, []])
    known = 100 * known[np.isfinite(known)]
    start = next((start for start in STARTS if known.size and known.max() > 90 and start < known.min()), 0)
    return {
        "title": f"{title}<br>from {start} %" if start else title,
        "ticksuffix": " %",
        "range": [start, 100 + (100 - start) / 100],
    }

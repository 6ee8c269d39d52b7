"""A page that waits asks how its run stands, and is told what is new since it last asked: a few hundred bytes.

It costs less than a thousandth of a second, where a page that is drawn anew costs thirty: so a class may watch.
"""

import base64
import json
from functools import lru_cache
from typing import Any

import numpy as np

from core.config import Config
from dashboard.runs.line import line_up
from dashboard.runs.on_show import EXACT, on_show
from dashboard.runs.standing import LIVE, numbers, sentence
from dashboard.runs.store import ACTIVE, Record, Store
from dashboard.shared.charts import running_mean, thin

MOST = 600  # points of a curve in one answer
WINDOW, SHARES = 50, 5  # values in the running mean of the loss, and of the accuracy of batches


class Line:
    """Where everybody stands in line: worked out once for all who ask at nearly the same time."""

    def __init__(self) -> None:
        self.at = -1.0
        self.places: dict[str, int] = {}
        self.ahead = 0

    def look(self, store: Store, now: float, fresh: float = 0.25) -> "Line":
        """The line as it was not more than `fresh` seconds ago, by a clock that reads `now`."""
        if not 0 <= now - self.at <= fresh:
            active = store.records(*ACTIVE)
            waiting = line_up(store.records("queued"), active)
            self.at, self.ahead = now, len(active)
            self.places = {record.id: k for k, record in enumerate(waiting, 1)}
        return self


def mark(record: Record, marks: int) -> str:
    """What the page is drawn anew for, once it is another."""
    return f"{record.status} {marks}"


def mark_of(store: Store, run: str) -> str:
    """That of a run as it stands; nothing where there is none."""
    record = store.record(run)
    return mark(record, len(store.marks(run))) if record else ""


def news(store: Store, run: str, line: Line, since: int = 0, epochs: int = 0) -> dict[str, Any]:
    """What is new of a run for a page that knows its curves up to the step `since`, and so many of its epochs."""
    record = store.record(run)
    if record is None:
        return {"mark": ""}
    known = {"mark": mark(record, len(store.marks(run)))}
    if record.status not in (*LIVE, "paused"):
        return known
    place = line.places.get(run, 1)
    told = known | {
        "status": record.status,
        "sentence": sentence(record, place, line.ahead),
        "step": record.step,
        "total": record.total,
        "left": (record.total - record.step) / record.speed if record.speed else 0.0,
    }
    taken = store.taken(run, "loss")
    again = taken < since or not since  # it was taken back to a step before, or the page is new
    figures = store.epochs(run, 0 if again else epochs)
    last = figures[-1] if figures else store.last_epoch(run)
    recent = store.curve(run, "loss", max(1, taken - WINDOW + 1), taken)
    settings = config_of(record.config)
    told["numbers"] = numbers(
        record,
        settings.epochs,
        float(np.mean(recent)) if len(recent) else None,
        last.accuracy if last else None,
        last is not None and last.step == 0,
    )
    told["again"] = again
    told["epochs"] = [[one.step, one.loss if np.isfinite(one.loss) else None, one.accuracy] for one in figures]
    told["points"] = points(store, run, 0 if again else since, taken)
    told["taken"] = taken
    return told


def points(store: Store, run: str, since: int, taken: int) -> dict[str, str]:
    """The curves after the step `since`: steps, the loss of each batch, the mean of the last ones, the accuracy of
    recent batches, and seconds, as float32 in base64."""
    if taken - since > EXACT:
        curves = on_show(store, run, ["loss", "accuracy", "seconds"])
        steps, loss = curves.steps, curves.values["loss"]
        means = np.interp(steps, curves.ends, curves.recent["loss"]) if curves.thinned else running_mean(loss, WINDOW)
        shares, seconds = (
            np.interp(steps, curves.ends, told[name]) if len(told.get(name, ())) else np.full(len(steps), np.nan)
            for name, told in (("accuracy", curves.recent), ("seconds", curves.last))
        )
    else:
        before = min(since, WINDOW)
        steps = np.arange(since + 1, taken + 1)
        loss = store.curve(run, "loss", since - before + 1, taken)
        means, loss = running_mean(loss, WINDOW)[before:], loss[before:]
        shares = recent_shares(store.curve(run, "accuracy", since + 1, taken), len(steps))
        seconds = store.curve(run, "seconds", since + 1, taken)
    if len(steps) > MOST:
        kept, _ = thin(np.arange(len(steps)), loss, MOST)
        steps, loss, means, shares, seconds = (one[kept] for one in (steps, loss, means, shares, seconds))
    named = {"steps": steps, "loss": loss, "means": means, "shares": shares, "seconds": seconds}
    return {name: base64.b64encode(np.asarray(one, "<f4").tobytes()).decode() for name, one in named.items()}


def recent_shares(shares, length: int):
    """(length,) the mean of the last accuracies that were measured, NaN where none was before."""
    found = np.full(length, np.nan)
    measured = np.flatnonzero(np.isfinite(shares))
    if len(measured):
        means = running_mean(shares[measured], SHARES)
        found[measured[0] :] = means[np.searchsorted(measured, np.arange(measured[0], length), side="right") - 1]
    return found


@lru_cache(maxsize=500)
def config_of(text: str) -> Config:
    """The settings in a row of the store. Raises StoreError where this version cannot read them."""
    return Record.read(text)


def as_json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, allow_nan=False, separators=(",", ":")).encode()

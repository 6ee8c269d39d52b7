"""A run as its page sees it at one moment."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.config import Config
from core.storage import StorageError
from dashboard.runs.line import line_up
from dashboard.runs.live import mark_of
from dashboard.runs.moments import settings
from dashboard.runs.on_show import OnShow, on_show
from dashboard.runs.steering import rate_asked
from dashboard.runs.store import ACTIVE, EpochFigures, Record, open_store


@dataclass(frozen=True)
class Snapshot:
    """Everything the page shows of a run, read in one go."""

    record: Record
    config: Config
    rate: float  # that was set last, while it trained or before
    place: int  # in the line, from 1; 0 when it is not waiting
    ahead: int  # runs in training
    steps: Any  # (m,) all steps, or of a long run those that stand for the others
    loss: Any  # (m,)
    accuracy: Any  # (m,) of each batch, NaN where it was not measured
    seconds: Any  # (m,)
    means: tuple[Any, Any] | None  # steps and running mean of the loss, where `loss` has too few points to tell
    epochs: list[EpochFigures]
    marks: list[tuple[int, str]]
    checkpoint: int | None  # the step of the last one
    mark: str  # what the page is drawn anew for, once it is another

    @property
    def now(self) -> Config:
        """The settings that it trains with since its learning rate was set last."""
        return replace(self.config, learning_rate=self.rate)

    @property
    def imported(self) -> bool:
        """Whether it came from a file and has not trained here: its curves stayed behind."""
        judged = bool(self.epochs)  # as a worker does before its first step
        came = self.record.step > 0 or (self.checkpoint is not None and not judged)
        return self.record.parent is None and came and not len(self.loss)


def snapshot(run: str) -> Snapshot | None:
    """That of this moment; None where there is no such run. Raises StoreError."""
    with open_store() as store, store.moment():
        record = store.record(run)
        if record is None:
            return None
        active = store.records(*ACTIVE)
        waiting = (
            [waiting.id for waiting in line_up(store.records("queued"), active)] if record.status == "queued" else []
        )
        place = waiting.index(run) + 1 if run in waiting else 0
        curves = on_show(store, run, ["loss", "accuracy", "seconds"])
        loss, accuracy, seconds = curves.values.values()
        means = None
        if curves.thinned:
            means = curves.ends, curves.recent["loss"]
            accuracy, seconds = at_steps(curves, "accuracy", curves.recent), at_steps(curves, "seconds", curves.last)
        config, found = record.settings, store.checkpoints(run)
        checkpoint = max(found, default=None)
        rate = rate_asked(store, run) or (
            config.learning_rate if checkpoint is None else newest_rate(found[checkpoint], config)
        )
        return Snapshot(
            record,
            config,
            rate,
            place,
            len(active),
            curves.steps,
            loss,
            accuracy,
            seconds,
            means,
            store.epochs(run),
            store.marks(run),
            checkpoint,
            mark_of(store, run),
        )


def at_steps(curves: OnShow, name: str, told: dict[str, Any]):
    """A series that is known where stretches end, at all steps on show."""
    return np.interp(curves.steps, curves.ends, told[name]) if len(told[name]) else told[name]


def newest_rate(path: Path, config: Config) -> float:
    """The learning rate in the last checkpoint: whenever it is changed, one is saved."""
    try:
        return settings(path, path.stat().st_mtime).learning_rate
    except (OSError, StorageError):  # thinned out since, or damaged
        return config.learning_rate

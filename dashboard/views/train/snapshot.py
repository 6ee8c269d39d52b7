"""A run as its page sees it at one moment."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.config import Config
from core.storage import StorageError
from dashboard.runs.line import line_up
from dashboard.runs.moments import checkpoint as saved_run
from dashboard.runs.store import ACTIVE, EpochFigures, Record, open_store


@dataclass(frozen=True)
class Snapshot:
    """Everything the page shows of a run, read in one go."""

    record: Record
    config: Config
    rate: float  # that was set last, while it trained or before
    place: int  # in the line, from 1; 0 when it is not waiting
    ahead: int  # runs in training
    loss: Any  # (steps,)
    accuracy: Any  # (steps,) of each batch, NaN where it was not measured
    seconds: Any  # (steps,)
    epochs: list[EpochFigures]
    marks: list[tuple[int, str]]
    checkpoint: int | None  # the step of the last one

    @property
    def imported(self) -> bool:
        """Whether it came from a file and has not trained here: its curves stayed behind."""
        return self.record.parent is None and self.record.step > 0 and not len(self.loss)


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
        loss, accuracy, seconds = (store.curve(run, name) for name in ("loss", "accuracy", "seconds"))
        config, found = record.settings, store.checkpoints(run)
        checkpoint = max(found, default=None)
        rate = config.learning_rate if checkpoint is None else newest_rate(found[checkpoint], config)
        return Snapshot(
            record,
            config,
            rate,
            place,
            len(active),
            loss,
            accuracy,
            seconds,
            store.epochs(run),
            store.marks(run),
            checkpoint,
        )


def newest_rate(path: Path, config: Config) -> float:
    """The learning rate in the last checkpoint: whenever it is changed, one is saved."""
    try:
        return saved_run(path, path.stat().st_mtime).config.learning_rate
    except (OSError, StorageError):  # thinned out since, or damaged
        return config.learning_rate

"""Whether training goes uphill: its losses rise, as they do at a learning rate that is too large."""

from dataclasses import replace
from itertools import islice

import numpy as np

from core.config import Config
from core.datasets import Digits, Split
from core.training import Diverged, Run, Step, train


def first_losses(config: Config, digits: Split, steps: int = 30):
    """The losses of the first steps on some digits, at the highest rate that the schedule will reach."""
    digits = Split(digits.images.astype(config.precision, copy=False), digits.labels)
    some = Digits(digits, Split(digits.images[:0], digits.labels[:0]), digits)
    run = Run.start(
        replace(config, schedule="constant", epochs=1 + steps, examples=60_000, patience=0, epochs_before=0)
    )
    events = islice(train(run, some), 2 * steps)
    return np.array([event.loss for event in events if isinstance(event, Step | Diverged)][:steps])


def rises(losses) -> bool:
    """Whether training went uphill: past the edge, where a step overshoots by more than it gains.

    A loss that shot up and is back where it began is uphill too: the units died on the way, and the network guesses.
    """
    if not np.isfinite(losses).all():
        return True
    start, top, end = losses[0], np.max(losses), np.mean(losses[-5:])
    return bool(end > 1.5 * start or (top > 2 * start and end > 0.8 * start))

"""A step depends on its batch alone, so it is taken again without the other digits.

All digits to learn from, as numbers, would be 170 MB for every look. A shifted image borrows the border of the one
before it and of the one behind it; so these two come with each of the batch.
"""

from pathlib import Path
from typing import Any

import numpy as np

from core.datasets import Digits, Scale, Split
from core.datasets.collection import Collection
from core.datasets.digits import split
from core.datasets.files import read_learning
from core.orders import orders
from core.training import Run, Step, steps_per_epoch, train


def batch_of(run: Run, n: int):
    """Which digits the next step of a run will see."""
    epoch, k = divmod(run.step, steps_per_epoch(run.config, n))
    return next(orders(run.config, epoch, n))[k * run.config.batch_size : (k + 1) * run.config.batch_size]


def step_again(
    before: Run, scale: Scale, folder: Path | None, own: Collection | None = None
) -> tuple[Run, tuple[Any, Any]]:
    """The run after its next step, and the images and labels of its batch, bit for bit as in training. Raises
    DataError. `own` are the images of one's own that it learns from."""
    (images, labels), _ = read_learning(before.config, folder)
    if own is not None:
        beside = slice(None if before.config.own_place == "beside" else 0)
        images = np.concatenate([images[beside], own.levels.reshape(-1, 28, 28)])
        labels = np.concatenate([labels[beside], own.labels])
    n, chosen = len(labels), batch_of(before, len(labels))
    near = np.unique(np.clip(np.add.outer(chosen, (-1, 0, 1)), 0, n - 1))
    some, places = (
        split(images[near], labels[near], np.dtype(before.config.precision).type),
        np.searchsorted(near, chosen),
    )
    scale.put(some.images)
    return _after(before, some, places, n), (some.images[places], some.labels[places])


def _after(before: Run, some: Split, places, n: int) -> Run:
    """The run after a step on the rows `places` of some digits, taken as if they were all n that there are."""
    labels, order = np.zeros((2, n), np.intp)  # n of them, for an epoch to have as many steps as it has
    labels[: len(some)] = some.labels
    first = before.step % steps_per_epoch(before.config, n) * before.config.batch_size
    order[first : first + len(places)] = places
    nobody = Split(some.images[:0], some.labels[:0])
    after = before.copy()
    events = train(after, Digits(Split(some.images, labels), nobody, nobody), iter([order]))
    next(event for event in events if isinstance(event, Step))
    return after

"""Which network a page takes apart, and the digits it is shown: the shipped one, a new one, or a moment of a run."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets import DataError
from core.datasets.digits import Scale
from core.initializers import initialize
from core.network import Network
from core.shapes import ShapeError
from core.storage import StorageError
from dashboard.data.digits import looked_at
from dashboard.data.image_text import write
from dashboard.data.shipped import trained, unseen_digits
from dashboard.runs.moments import checkpoint
from dashboard.runs.store import StoreError, open_store

LARGEST = 1_500_000  # parameters of a network that is still drawn
DROPOUT_SEED = 0  # a new network leaves out what training would leave out at its first step


class SubjectError(ValueError):
    """A network that cannot be taken apart. The message is a sentence for a person."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A network in float64 and the test digits as it is shown them."""

    name: str  # equal names, equal networks
    network: Network
    theta: Any
    labels: Any  # (N,)
    images: Callable[[int, int], Any]  # (first, how many) → x (n, 784)
    scale: Scale = Scale()  # from ink to x

    def led_by(self, image) -> "Subject":
        """The same with an image (784,) of one's own as digit 0, before the test digits, labelled as the network reads
        it."""
        x = self.scale.apply(image[None])
        guess = self.network.in_use().predict(self.theta, x).argmax(axis=1)

        def images(first: int, n: int):
            return self.images(first - 1, n) if first else np.concatenate([x, self.images(0, n - 1)])

        return replace(
            self, name=f"{self.name} {write(image)}", labels=np.concatenate([guess, self.labels]), images=images
        )


@lru_cache(maxsize=4)
def opinions(subject: Subject):
    """p (N, classes) of every digit; nothing is left out, whatever the network does in training."""
    network, theta = (
        subject.network.in_use(),
        subject.theta.astype(np.float32),
    )  # half the wait, and enough to choose a digit by
    pieces = [subject.images(first, 1_000).astype(np.float32) for first in range(0, len(subject.labels), 1_000)]
    return np.concatenate([network.predict(theta, x) for x in pieces])


@lru_cache(maxsize=1)
def shipped() -> Subject:
    run, digits = trained(), unseen_digits()
    return Subject(
        "trained",
        run.network,
        run.theta.astype(np.float64),
        digits.labels,
        lambda first, n: digits.images[first : first + n],
    )


@lru_cache(maxsize=4)
def fresh(text: str, seed: int) -> Subject:
    """A network with random weights, from its text. Raises SubjectError."""
    digits = unseen_digits()
    try:
        network = Network.from_text(text)
    except ShapeError as error:
        raise SubjectError(str(error)) from None
    check(network)
    theta = initialize(network, "he", seed, np.float64)
    return Subject(
        f"{network} {seed}",
        network.at(DROPOUT_SEED, 0),
        theta,
        digits.labels,
        lambda first, n: digits.images[first : first + n],
    )


def of_run(run: str, step: int) -> Subject:
    """The network of a run after so many steps. Raises SubjectError."""
    try:
        with open_store() as store:
            path = store.checkpoints(run).get(step)
        if path is None:
            raise SubjectError(f"There is no checkpoint of step {step:,} of this run. Choose another under “Network”.")
        return _of_file(path, path.stat().st_mtime, f"run {run} {step}")
    except (StoreError, StorageError, DataError, OSError) as error:
        raise SubjectError(str(error)) from None


@lru_cache(maxsize=8)
def _of_file(path: Path, written: float, name: str) -> Subject:
    found = checkpoint(path, written)
    digits = looked_at(found.config)
    check(found.network)

    def images(first: int, n: int):
        return digits.scale.apply(digits.test.images[first : first + n]).astype(np.float64)

    return Subject(name, found.network, found.theta.astype(np.float64), digits.test.labels, images, digits.scale)


def runs() -> dict[str, str]:
    """The runs that have checkpoints and what to call them, newest first; none where the store cannot be read."""
    found = {}
    try:
        with open_store() as store:
            kept = {name.rpartition("-")[0] for name in os.listdir(store.checkpoint_path("", 0).parent)}
            for record in reversed(store.records()):
                if record.id in kept:
                    with suppress(StoreError):  # settings that another version wrote
                        found[record.id] = f"{record.name or record.settings.network} · run {record.id}"
    except (StoreError, OSError):
        return {}
    return found


def steps_of(run: str) -> list[int]:
    """The steps after which a run was kept, the last one first."""
    try:
        with open_store() as store:
            return sorted(store.checkpoints(run), reverse=True)
    except StoreError:
        return []


def check(network: Network) -> None:
    if network.input_shape != (784,) or network.classes != 10:
        raise SubjectError(
            "A network for these digits starts with 784 inputs, one a pixel, and ends with 10 outputs, one a digit."
        )
    if network.size > LARGEST:
        raise SubjectError(
            f"That network has {network.size:,} parameters; the limit here is {LARGEST:,}. Make a layer smaller."
        )

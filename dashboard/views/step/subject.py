"""Which network a page takes apart, and the digits it is shown: the shipped one, a new one, or a moment of a run."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from core.config import Config
from core.datasets import DataError
from core.datasets.digits import Scale
from core.initializers import initialize
from core.layers import ShapeError
from core.losses import LOSSES
from core.metrics import predictions
from core.network import Network
from core.storage import StorageError
from core.training import Run
from dashboard.data.checked_pass import CheckedPass
from dashboard.data.digits import looked_at
from dashboard.data.own_images import OwnImage, write
from dashboard.data.shipped import trained, unseen_digits
from dashboard.runs.moments import checkpoint
from dashboard.runs.store import StoreError, open_store
from dashboard.shared.reading_time import looked_through
from dashboard.shared.settings_in_words import learns_from
from dashboard.shared.steppable import SubjectError, check_steppable
from dashboard.views.step import address

DROPOUT_SEED = 0  # a new network leaves out what training would leave out at its first step


@dataclass(frozen=True, eq=False)
class Subject:
    """A network in float64 and the test digits as it is shown them."""

    name: str  # equal names, equal networks
    network: Network
    theta: Any
    labels: Any  # (N,)
    images: Callable[[int, int], Any]  # (first, how many) → x (n, 784)
    scale: Scale = Scale()  # from ink to x
    checked: CheckedPass | None = None  # what somebody else made of the same pass
    about: str = ""  # a sentence on where it comes from, where that has to be said
    config: Config | None = None  # how it was trained, where that is known
    untrained: bool = False  # are its weights as they were drawn?
    targets: Any = None  # labels (N,) or rows (N, classes) of examples that are no digits: all of them go together

    def led_by(self, own: Sequence[OwnImage]) -> "Subject":
        """The same with images of one's own before the test digits, each under its label, or as the network reads it
        where it has none."""
        x = self.scale.apply(np.array([one.pixels for one in own]))
        guesses = self.network.in_use().predict(self.theta, x).argmax(axis=1)
        labels = [guess if one.label is None else one.label for one, guess in zip(own, guesses, strict=True)]

        def images(first: int, n: int):
            led = x[first : first + n]
            tests = self.images(max(0, first - len(own)), n - len(led))
            return np.concatenate([led, tests]) if len(led) else tests

        name = f"{self.name} {write(own)}"
        return replace(self, name=name, labels=np.concatenate([labels, self.labels]).astype(int), images=images)

    def ink(self, x):
        """The ink of x (..., 784), from 0 to 1; pixels that never change were scaled by 0: they are paper."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ink = np.nan_to_num(x / self.scale.factor + self.scale.shift, nan=0.0, posinf=0.0, neginf=0.0)
        return np.clip(ink, 0, 1)


def enough(network: Network, together: int) -> int:
    """How many digits at once where so many are asked for: batch normalisation has nothing to do with one."""
    return 4 if network.normalised and together == 1 else together


@dataclass(frozen=True, eq=False)
class Choice:
    """What a person chose to look at: digits of a subject, the first of them under a label."""

    subject: Subject
    index: int  # of the first digit
    together: int
    label: int
    images: tuple[OwnImage, ...] = ()  # of one's own, before the test digits

    @property
    def tests(self) -> int:
        """How many test digits there are."""
        return len(self.subject.labels) - self.own

    @property
    def own(self) -> int:
        """How many images of one's own there are."""
        return len(self.images)

    @property
    def leads(self) -> bool:
        """Is the first digit an image of one's own?"""
        return self.index < self.own

    @property
    def written(self) -> int:
        """The label that comes with the first digit."""
        return int(self.subject.labels[self.index])


@lru_cache(maxsize=4)
def opinions(subject: Subject):
    """p (n, classes) of the first n digits, all of them where there is time; nothing is left out, whatever the network
    does in training."""
    kind = np.float32  # half the wait, and enough to choose a digit by
    most, together = looked_through(subject.network, len(subject.labels))
    starts = range(0, most, together)
    batches = (subject.images(first, min(together, most - first)).astype(kind) for first in starts)
    return predictions(subject.network.in_use(), subject.theta.astype(kind), batches)


@lru_cache(maxsize=1)
def shipped() -> Subject:
    run, digits = trained(), unseen_digits()
    return Subject(
        "trained",
        run.network,
        run.theta.astype(np.float64),
        digits.labels,
        lambda first, n: digits.images[first : first + n],
        config=run.config,
    )


@lru_cache(maxsize=4)
def fresh(text: str, seed: int, loss: str = "cross-entropy") -> Subject:
    """A network with random weights, from its text. Raises SubjectError."""
    digits = unseen_digits()
    try:
        network = Network.from_text(text, LOSSES[loss])
    except ShapeError as error:
        raise SubjectError(str(error)) from None
    check_steppable(network)
    theta = initialize(network, "he", seed, np.float64)
    return Subject(
        f"{network} {seed}" + (f" {loss}" if loss != "cross-entropy" else ""),  # links of old name it by the first
        network.at(DROPOUT_SEED, 0),
        theta,
        digits.labels,
        lambda first, n: digits.images[first : first + n],
        untrained=True,
    )


def of_run(run: str, step: int) -> Subject:
    """The network of a run after so many steps. Raises SubjectError."""
    if not address.read("run", run):  # what is no id never reaches the disk
        raise SubjectError(address.limits("run")["sentence"])
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
    return of_saved(checkpoint(path, written), name)


def of_saved(found: Run, name: str) -> Subject:
    """The network of a run, wherever it was saved. Raises SubjectError, and DataError where its digits are missing."""
    digits = looked_at(found.config)
    check_steppable(found.network)

    def images(first: int, n: int):
        return digits.scale.apply(digits.test.images[first : first + n]).astype(np.float64)

    theta, scale = found.theta.astype(np.float64), digits.scale
    about = f"This run {learns_from(found.config)}." if found.config.own else ""
    return Subject(name, found.network, theta, digits.test.labels, images, scale, about=about, config=found.config)


def runs() -> dict[str, str]:
    """The runs that have checkpoints and what to call them, newest first; none where the store cannot be read."""
    found = {}
    try:
        with open_store() as store:
            kept = store.with_checkpoints()
            for record in reversed(store.records()):
                if record.id in kept:
                    with suppress(StoreError):  # settings that another version wrote
                        found[record.id] = f"{record.name or record.settings.network} · run {record.id}"
    except (StoreError, OSError):
        return {}
    return found


def steps_of(run: str) -> list[int]:
    """The steps after which a run was kept, the last one first. Raises SubjectError where the store cannot be read."""
    if not address.read("run", run):
        return []
    try:
        with open_store() as store:
            return sorted(store.checkpoints(run), reverse=True)
    except StoreError as error:
        raise SubjectError(str(error)) from None

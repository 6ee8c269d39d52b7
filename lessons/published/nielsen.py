"""Nielsen's book printed curves together with their seed, so every point of them can be met again.

Michael Nielsen, *Neural Networks and Deep Learning* (2015), chapter 3: the figures of its repository
(mnielsen/neural-networks-and-deep-learning, folder fig, commit 72db53d) and the programs beside them. Each program
seeds Python 2 and NumPy with 12345678 and trains a 784-30-10 of sigmoids by plain gradient descent on batches of ten,
in 64 bits, on pixels divided by 256, with the cross-entropy of ten yes-or-no questions. Its runs follow one another in
the same two streams of chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from core.config import Config
from core.run import Epoch

FILE = Path(__file__).with_name("nielsen.npz")
NEAR = 1e-12  # relative: so near to a printed cost is equal; sums in another order differ by less, where nothing grows

PLAIN = Config(
    network="784-30-sigmoid-10",
    loss="binary cross-entropy",
    initializer="nielsen, replayed",
    optimizer="sgd",
    learning_rate=0.1,
    schedule="constant",
    batch_size=10,
    epochs=30,
    l2=5 / 50_000,
    scaling="1/256",
    examples=50_000,
    validation=10_000,
    seed=12345678,
    order="python 2",
    precision="float64",
)


@dataclass(frozen=True, eq=False)
class Curve:
    """Points that were printed, one an epoch, and the run that meets them."""

    name: str
    config: Config
    reads: str  # which digits: "held back", "training" or "test"
    counts: bool  # how many are read right, or else what they cost
    printed: Any  # (epochs,)
    digits: int  # that are read

    def point(self, accuracy: float, cost: float) -> float:
        """Ours, of a share of right answers and a cost."""
        return round(accuracy * self.digits) if self.counts else cost

    def of(self, event: Epoch) -> float:
        """Ours at the end of an epoch. Raises ValueError where the run did not read these digits."""
        if self.reads == "held back":
            return self.point(event.validation_accuracy, event.validation_loss)
        seen = event.training if self.reads == "training" else event.test
        if seen is None:
            raise ValueError(f"That run did not read its {self.reads} digits.")
        return self.point(seen.accuracy, seen.loss + event.penalty)

    def equal(self, found: Sequence[float]) -> int:
        """How many of our points, from the first epoch on, are those that were printed."""
        ours = np.asarray(found, float)
        theirs = self.printed[: len(ours)]
        return int((np.abs(ours - theirs) <= (0 if self.counts else NEAR * np.abs(theirs))).sum())

    def drawn(self, points) -> Any:
        """Points as they stand in a chart: costs, or percent of the digits."""
        return 100 * np.asarray(points, float) / self.digits if self.counts else np.asarray(points, float)


@dataclass(frozen=True, eq=False)
class Replay:
    """A figure of the book."""

    title: str
    about: str
    curves: tuple[Curve, ...]
    axis: str
    parts: bool = False  # whether one of its runs is chaotic

    @property
    def configs(self) -> tuple[Config, ...]:
        """Its runs."""
        return tuple(dict.fromkeys(curve.config for curve in self.curves))


@cache
def printed() -> Mapping[str, Any]:
    with np.load(FILE, allow_pickle=False) as file:
        return dict(file)


@cache
def replays() -> Mapping[str, Replay]:
    """The figures by a short name."""
    return {
        "initialisation": _initialisation(),
        "overfitting": _overfitting(False),
        "by heart": _overfitting(True),
        "rates": _rates(),
    }


def _initialisation() -> Replay:
    large = replace(PLAIN, initializer="unit normal, replayed", epochs_before=30)
    curves = (
        Curve("weights ~ N(0, 1/inputs)", PLAIN, "held back", True, printed()["validation_right_default"], 10_000),
        Curve("weights ~ N(0, 1)", large, "held back", True, printed()["validation_right_large"], 10_000),
    )
    about = (
        "Two ways to draw the first weights. Large ones saturate the hidden units, so learning begins slowly; after 30 "
        "epochs both are nearly at the same place."
    )
    return Replay("Two initialisations", about, curves, "held-back digits read right")


def _overfitting(counts: bool) -> Replay:
    small = replace(
        PLAIN,
        initializer="unit normal, replayed",
        learning_rate=0.5,
        l2=0.0,
        examples=1_000,
        validation=0,
        epochs=400,
        also_read="all three",
    )
    kind = "right" if counts else "cost"
    curves = tuple(
        Curve(f"{reads} digits", small, reads, counts, printed()[f"{reads}_{kind}_small"], digits)
        for reads, digits in (("training", 1_000), ("test", 10_000))
    )
    if counts:
        about = (
            "The same run in digits that are read right: soon all of the thousand, and of those that it never saw four "
            "in five, however long it goes on."
        )
        return Replay("Learning by heart: what it reads", about, curves, "digits read right")
    about = (
        "Learning 1,000 digits by heart, for 400 epochs. Their cost goes on falling; that of digits that were never "
        "seen is least after 15 epochs, and half as high again in the end."
    )
    return Replay("Learning by heart: what it costs", about, curves, "cost")


def _rates() -> Replay:
    watched = replace(PLAIN, validation=0, also_read="all three")
    runs = (
        (rate, replace(watched, learning_rate=rate, epochs_before=30 * k, draws_before=k))
        for k, rate in enumerate((0.025, 0.25, 2.5))
    )
    curves = tuple(
        Curve(f"η = {rate:g}", config, "training", False, numbers, 50_000)
        for (rate, config), numbers in zip(runs, printed()["training_cost_rates"], strict=True)
    )
    about = (
        "Three learning rates: 0.025 crawls, 0.25 learns, and at 2.5 the cost jumps about. There no program meets "
        "another's points: below you see why."
    )
    return Replay("Three learning rates", about, curves, "cost of the training digits", parts=True)

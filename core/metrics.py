"""How good a network is on digits it is shown, measured without changing it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.losses import one_hot


@dataclass(frozen=True)
class Evaluation:
    """Mean loss and the share of examples whose most probable class is the label."""

    loss: float  # NaN for no examples
    accuracy: float
    examples: int


def evaluate(network, theta, digits, rows: int = 2_000) -> Evaluation:
    """Judge θ on `digits`, `rows` examples at a time so that memory stays small."""
    n, loss, right = len(digits.labels), 0.0, 0
    if n == 0:
        return Evaluation(float("nan"), float("nan"), 0)
    for start in range(0, n, rows):
        labels = digits.labels[start : start + rows]
        z = network.forward(theta, digits.images[start : start + rows])[-1]
        loss += float(network.loss.value(z, one_hot(labels, network.classes, z.dtype))) * len(labels)
        right += int((z.argmax(axis=1) == labels).sum())
    return Evaluation(loss / n, right / n, n)


def predictions(network, theta, images, rows: int = 2_000):
    """Probabilities (N, K), `rows` examples at a time."""
    pieces = [network.predict(theta, images[start : start + rows]) for start in range(0, len(images), rows)]
    return np.concatenate(pieces) if pieces else np.zeros((0, network.classes), theta.dtype)


def confusion(p, labels):
    """How often each class was taken for each: row the label, column the guess, (K, K)."""
    table = np.zeros((p.shape[1], p.shape[1]), int)
    np.add.at(table, (labels, p.argmax(axis=1)), 1)
    return table


def precision_and_recall(confusion):
    """For each class k: of what was taken for k, the share that is k; of what is k, the share found.

    NaN where nothing was taken for k, or nothing is k.
    """
    right = np.diag(confusion).astype(float)
    guessed, there = confusion.sum(axis=0), confusion.sum(axis=1)
    nothing = np.full(len(right), np.nan)
    return np.divide(right, guessed, out=nothing.copy(), where=guessed > 0), np.divide(
        right, there, out=nothing, where=there > 0
    )


@dataclass(frozen=True)
class Calibration:
    """Of guesses made with 80 % confidence, 80 % should be right. Bins of equal width from 0 to 1."""

    confidence: Any  # (bins,) the mean in each bin, NaN where it is empty
    accuracy: Any  # (bins,) likewise
    counts: Any  # (bins,)

    @property
    def error(self) -> float:
        """The mean distance between confidence and accuracy over all guesses; Guo et al. 2017, eq. 3."""
        full = self.counts > 0
        apart = np.abs(self.confidence - self.accuracy)[full]
        return float((apart * self.counts[full]).sum() / self.counts.sum())


def calibration(p, labels, bins: int = 10) -> Calibration:
    """Sort the guesses into bins by the probability of the class that was guessed."""
    confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
    place = np.clip((confidence * bins).astype(int), 0, bins - 1)  # outputs of a quadratic loss are no probabilities
    counts = np.bincount(place, minlength=bins)
    nothing = np.full(bins, np.nan)
    means = tuple(
        np.divide(np.bincount(place, v, bins), counts, out=nothing.copy(), where=counts > 0)
        for v in (confidence, right)
    )
    return Calibration(means[0], means[1], counts)


def worst_mistakes(p, labels, most: int = 20):
    """Which examples were guessed wrong, the most confident guess first."""
    guess = p.argmax(axis=1)
    wrong = np.flatnonzero(guess != labels)
    return wrong[np.argsort(-p[wrong, guess[wrong]], kind="stable")][:most]

"""How good a network is on digits it is shown, and what a step of training did to it."""

from dataclasses import dataclass
from math import nan, sqrt
from typing import Any

import numpy as np

from core.layers import Activate
from core.losses import one_hot


@dataclass(frozen=True)
class Evaluation:
    """Mean loss and the share of examples whose most probable class is the label."""

    loss: float  # NaN for no examples
    accuracy: float
    examples: int


def evaluate(network, theta, digits, at_once: int = 2_000) -> Evaluation:
    """Judge θ on `digits`, `at_once` examples at a time so that memory stays small."""
    n, loss, right = len(digits.labels), 0.0, 0
    if n == 0:
        return Evaluation(float("nan"), float("nan"), 0)
    for start in range(0, n, at_once):
        labels = digits.labels[start : start + at_once]
        z = network.forward(theta, digits.images[start : start + at_once])[-1]
        loss += float(network.loss.value(z, one_hot(labels, network.classes, z.dtype))) * len(labels)
        right += int((z.argmax(axis=1) == labels).sum())
    return Evaluation(loss / n, right / n, n)


def interval(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Between which shares the true accuracy lies with 95 % confidence, where `right` of n, here k, were right.

    p   = k / n                                h    = z √(p (1 − p) / n + z² / n² / 4)
    low = (p + z² / n / 2 − h) / (1 + z² / n)  high = (p + z² / n / 2 + h) / (1 + z² / n)

    Wilson 1927, “Probable inference, the law of succession, and statistical inference”.
    Raises ValueError where n is 0.
    """
    if n < 1:
        raise ValueError("Of no examples there is no accuracy.")
    p, square = right / n, z * z / n
    half = z * sqrt(p * (1 - p) / n + square / (4 * n))
    low, high = ((p + square / 2 + sign * half) / (1 + square) for sign in (-1, 1))
    return max(0.0, low), min(1.0, high)


def in_batches(images, at_once: int = 2_000):
    """The images, some at a time."""
    return (images[start : start + at_once] for start in range(0, len(images), at_once))


def predictions(network, theta, batches):
    """Probabilities (N, K), batch after batch, so that memory stays small."""
    found = [network.predict(theta, x) for x in batches]
    return np.concatenate(found) if found else np.zeros((0, network.classes), theta.dtype)


def confusion(p, labels):
    """How often each class was taken for each: row the label, column the guess, (K, K)."""
    table = np.zeros((p.shape[1], p.shape[1]), int)
    np.add.at(table, (labels, p.argmax(axis=1)), 1)
    return table


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
    with np.errstate(invalid="ignore"):  # 0 / 0 in a bin that is empty
        means = [np.bincount(place, v, bins) / counts for v in (confidence, right)]
    return Calibration(means[0], means[1], counts)


def worst_mistakes(p, labels, most: int = 20):
    """Which examples were guessed wrong, the most confident guess first."""
    guess = p.argmax(axis=1)
    wrong = np.flatnonzero(guess != labels)
    return wrong[np.argsort(-p[wrong, guess[wrong]], kind="stable")][:most]


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What a step did, in a few numbers for each layer; NaN for a step that was not measured."""

    accuracy: float = nan  # of the batch
    gradient_norm: tuple = ()  # ‖dW‖ of each numbered layer
    update_ratio: tuple = ()  # ‖ΔW‖ / ‖W‖ of each; around 1e-3 a layer learns, at 1 it forgets
    dead: tuple = ()  # of each activation, the share of units that are 0 for every digit of the batch


def measure(network, before, theta, values, p, labels, gradient) -> Measures:
    """Measure the step from `before` to θ; cheap enough to be done while it trains."""
    weights = [q.slice for q in network.parameters if q.letter == "W"]
    return Measures(
        accuracy=float((p.argmax(axis=1) == labels).mean()),
        gradient_norm=tuple(_length(gradient[w]) for w in weights),
        update_ratio=tuple(_length(theta[w] - before[w]) / max(_length(before[w]), 1e-30) for w in weights),
        dead=tuple(_dead(a) for layer, a in zip(network.layers, values[1:], strict=True) if _bends(layer)),
    )


def unmeasured(network) -> Measures:
    """As many numbers, for a step that is not measured."""
    weights = (nan,) * sum(q.letter == "W" for q in network.parameters)
    return Measures(gradient_norm=weights, update_ratio=weights, dead=(nan,) * sum(map(_bends, network.layers)))


def _bends(layer) -> bool:
    return isinstance(layer, Activate)


def _length(v) -> float:
    return float(np.sqrt(np.dot(v, v)))


def _dead(a) -> float:
    examples = 0 if a.ndim == 2 else -1
    return float(1 - a.any(axis=examples).mean())

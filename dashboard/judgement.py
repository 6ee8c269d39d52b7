"""What probabilities say beside the labels: who is taken for whom, how surely, and how rightly."""

from typing import NamedTuple

import numpy as np


def confusion_counts(p, labels):
    """How often each label (row) was taken for each class (column); p (N, classes)."""
    counts = np.zeros((p.shape[1], p.shape[1]), int)
    np.add.at(counts, (labels, p.argmax(axis=1)), 1)
    return counts


def in_cell(p, labels, label: int, guess: int):
    """The examples of `label` that were taken for `guess`, the surest first."""
    found = np.flatnonzero((labels == label) & (p.argmax(axis=1) == guess))
    return found[np.argsort(-p[found, guess], kind="stable")]


def worst_mistakes(p, labels, most: int):
    """The examples whose label got the least probability, the worst first; only those read wrong."""
    own = p[np.arange(len(labels)), labels]
    wrong = np.flatnonzero(p.argmax(axis=1) != labels)
    return wrong[np.argsort(own[wrong], kind="stable")][:most]


class Calibration(NamedTuple):
    """In bins of the highest probability: how sure the network was, and how often it was right."""

    sure: np.ndarray  # (bins,) mean of the highest probability; NaN for an empty bin
    right: np.ndarray  # (bins,) share read correctly
    digits: np.ndarray  # (bins,) how many
    error: float  # mean |sure − right| over all examples: the expected calibration error


def calibration(p, labels, bins: int = 10) -> Calibration:
    """Guo et al. 2017, section 2: a network that says 80 % should be right four times out of five."""
    highest = p.max(axis=1)
    hit = p.argmax(axis=1) == labels
    where = np.clip((highest * bins).astype(int), 0, bins - 1)  # a quadratic loss leaves numbers that are no probabilities
    count = np.bincount(where, minlength=bins)
    some = np.where(count, count, np.nan)
    sure, right = (np.bincount(where, weights=values, minlength=bins) / some for values in (highest, hit))
    return Calibration(sure, right, count, float(np.nansum(np.abs(sure - right) * count) / max(len(labels), 1)))

"""Labelled images, as a network takes them: one row of numbers from 0 to 1 an image."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Split:
    """Some images and their labels."""

    images: Any  # (N, 784) float, 0 background to 1 ink
    labels: Any  # (N,) whole numbers

    def __len__(self):
        return len(self.labels)


@dataclass(frozen=True)
class Digits:
    """Digits to learn from, to choose settings by, and to be judged on at the end."""

    train: Split
    validation: Split
    test: Split


def split(images, labels, dtype) -> Split:
    """Bytes (N, 28, 28) as rows of numbers in [0, 1]."""
    return Split(images.reshape(len(images), -1).astype(dtype) / dtype(255), labels.astype(np.intp))

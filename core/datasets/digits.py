"""Labelled images, as a network takes them: one row of numbers from 0 to 1 an image."""

from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import numpy as np


@dataclass(frozen=True)
class Split:
    """Some images and their labels."""

    images: Any  # (N, 784) float, 0 background to 1 ink
    labels: Any  # (N,) whole numbers

    def __len__(self):
        return len(self.labels)


ROWS = 1_000  # images that are put on a scale at once: among numbers in float64 all would take a gigabyte


class Scale(NamedTuple):
    """x = (ink − shift) · factor, with ink from 0 to 1: one number for all pixels, or one for each."""

    shift: Any = 0.0
    factor: Any = 1.0

    def apply(self, images):
        return ((images - self.shift) * self.factor).astype(images.dtype, copy=False)

    def put(self, images) -> None:
        """Put images on this scale where they are, (N, 784), without memory for a second copy."""
        for k in range(0, len(images), ROWS):
            images[k : k + ROWS] = self.apply(images[k : k + ROWS])


@dataclass(frozen=True)
class Digits:
    """Digits to learn from, to choose settings by, and to be judged on at the end."""

    train: Split
    validation: Split
    test: Split
    scale: Scale = Scale()


def split(images, labels, dtype) -> Split:
    """Bytes (N, 28, 28) as rows of numbers in [0, 1]."""
    rows = images.reshape(len(images), prod(images.shape[1:])).astype(dtype)
    rows /= dtype(255)
    return Split(rows, labels.astype(np.intp))

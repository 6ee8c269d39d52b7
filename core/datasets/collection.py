"""A collection is labelled images of one's own as MNIST's files hold them: a byte a pixel, a byte a label.

What a run learned from is known by its content, so a collection has a value to be written down by: how many images,
the SHA-256 of their bytes, and what people call it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from core.datasets.digits import Digits, Split, split
from core.datasets.idx import DataError

MOST = 20_000  # images


class Named(NamedTuple):
    """A collection as a setting names it: `212 a3f0… class 3b`."""

    size: int
    sha256: str  # 64 hexadecimal digits
    name: str

    @classmethod
    def read(cls, text: str) -> "Named":
        """Raises ValueError."""
        found = re.fullmatch(r"([1-9]\d{0,4}) ([0-9a-f]{64}) ([\w.,()'’-]+(?: [\w.,()'’-]+)*)", text)
        if found is None or int(found[1]) > MOST or len(found[3]) > 60:
            raise ValueError("A collection is written as its number of images, its SHA-256 and its name.")
        return cls(int(found[1]), found[2], found[3])

    def __str__(self):
        return f"{self.size} {self.sha256} {self.name}"

    @property
    def said(self) -> str:
        """For a sentence: `class 3b (212 images, SHA-256 a3f0c1…)`."""
        return f"{self.name} ({self.size:,} images, SHA-256 {self.sha256[:12]}…)"


@dataclass(frozen=True, eq=False)
class Collection:
    """Labelled images of one's own."""

    levels: Any  # (N, 784) bytes, 0 background to 255 ink
    labels: Any  # (N,) bytes

    def __len__(self):
        return len(self.labels)

    @classmethod
    def of(cls, part: Split) -> "Collection":
        """Images from 0 to 1, rounded to the levels that a byte has."""
        levels = np.round(255 * np.clip(np.asarray(part.images), 0, 1)).astype(np.uint8)
        return cls(levels.reshape(-1, 784), np.asarray(part.labels).astype(np.uint8))

    @classmethod
    def joined(cls, parts: Iterable["Collection"]) -> "Collection":
        """All images of several, in their order."""
        found = [cls(np.zeros((0, 784), np.uint8), np.zeros(0, np.uint8)), *parts]
        return cls(np.concatenate([c.levels for c in found]), np.concatenate([c.labels for c in found]))

    @property
    def sha256(self) -> str:
        """Of the labels, and then the pixels, row by row."""
        return sha256(self.labels.tobytes() + self.levels.tobytes()).hexdigest()

    def named(self, name: str) -> Named:
        """Its value, under a name from which signs that no link keeps are taken."""
        plain = " ".join(re.sub(r"[^\w.,()'’-]", " ", name).split())[:60].strip()
        return Named(len(self), self.sha256, plain or "own images")

    def split(self, dtype=np.float32) -> Split:
        return split(self.levels, self.labels, np.dtype(dtype).type)


def learned(digits: Digits, config, own: Collection | None = None) -> Digits:
    """The digits with those to learn from that `config` names: the usual ones, one's own beside them, or these alone.

    What is held back and the test digits stay: a network that learned from a class is asked what it knows of others.
    Raises DataError where `own` is not the collection that is meant.
    """
    if not config.own:
        return digits
    meant = Named.read(config.own)
    if own is None or own.sha256 != meant.sha256:
        raise DataError(
            f"This run learns from images that are not here: {meant.said}. Bring the same images, and it can go on."
        )
    if int(own.labels.max()) >= (classes := config.build_network().classes):
        raise DataError(f"{meant.name} has labels up to {own.labels.max()}, and the network has {classes} classes.")
    found = own.split(digits.train.images.dtype)
    images, labels = digits.scale.apply(found.images), found.labels
    if config.own_place == "beside":
        images = np.concatenate([digits.train.images, images])
        labels = np.concatenate([digits.train.labels, labels])
    return Digits(Split(images, labels), digits.validation, digits.test, digits.scale)

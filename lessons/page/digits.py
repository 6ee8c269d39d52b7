"""The first training digits, for lessons that train; a run with `examples` set learns from the same."""

from functools import lru_cache
from typing import Any

import numpy as np

from core.datasets.digits import split
from core.datasets.mnist import read_bytes

MOST = 3_000  # that a lesson asks for


@lru_cache(maxsize=4)
def first_digits(count: int) -> tuple[Any, Any]:
    """Images (count, 784) in float64, and their labels."""
    images, labels = _kept()
    few = split(images[:count], labels[:count], np.float64)
    return few.images, few.labels


@lru_cache(maxsize=1)
def _kept() -> tuple[Any, Any]:
    """The file of all 60,000 takes a fifth of a second to unpack, so it is unpacked once."""
    images, labels = read_bytes("train")
    return images[:MOST].copy(), labels[:MOST].copy()

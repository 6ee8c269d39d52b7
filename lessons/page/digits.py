"""The first training digits, for lessons that train; a run with `examples` set learns from the same."""

from functools import lru_cache
from typing import Any

import numpy as np

from core.datasets.digits import split
from core.datasets.mnist import read_bytes


@lru_cache(maxsize=4)
def first_digits(count: int) -> tuple[Any, Any]:
    """Images (count, 784) in float64, and their labels."""
    images, labels = read_bytes("train")
    few = split(images[:count], labels[:count], np.float64)
    return few.images, few.labels

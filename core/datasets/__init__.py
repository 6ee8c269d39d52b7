"""Digits as arrays: MNIST, which ships with the package, and the IDX format that it comes in."""

from core.datasets.digits import Digits, Split
from core.datasets.idx import DataError, read_idx
from core.datasets.mnist import load_mnist

__all__ = ["DataError", "Digits", "Split", "load_mnist", "read_idx"]

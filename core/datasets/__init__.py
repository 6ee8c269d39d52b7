"""Digits as arrays: MNIST, which ships with the package, sets like it, and images of your own."""

from core.datasets.digits import Digits, Scale, Split
from core.datasets.files import load
from core.datasets.idx import DataError, read_idx
from core.datasets.labelled import Own, read_own
from core.datasets.scaling import rescaled

__all__ = ["DataError", "Digits", "Own", "Scale", "Split", "load", "read_idx", "read_own", "rescaled"]

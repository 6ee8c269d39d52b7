"""Weights under the names that core and scikit-learn give them: an array a layer, (in, out) in both."""

import re
from collections.abc import Mapping
from typing import Any

from core.weights.parts import Part, Weights, WeightsError, checked, conv, dense

SPELLINGS = ((r"W(\d+)", "b{}"), (r"coefs_(\d+)", "intercepts_{}"))


def is_named(names) -> bool:
    """Whether some of these are such names."""
    return any(re.fullmatch(weight, name) for weight, _ in SPELLINGS for name in names)


def read(arrays: Mapping[str, Any]) -> Weights:
    """W1, b1, W2 … or coefs_0, intercepts_0, coefs_1 … Raises WeightsError."""
    parts = []
    for weight, bias in SPELLINGS:
        numbers = sorted(int(found[1]) for name in arrays if (found := re.fullmatch(weight, name)))
        parts += [_part(arrays, weight.replace(r"(\d+)", str(n)), bias.format(n)) for n in numbers]
    last = parts[-1]
    if "coefs_0" in arrays and last.gives == 1:
        raise WeightsError("It tells two classes apart by one output; a network here has one output a class.")
    return Weights(checked(parts))


def _part(arrays, weight: str, bias: str) -> Part:
    W = arrays[weight]
    if W.ndim not in (2, 4):
        raise WeightsError(f"{weight} should be a matrix (in, out), or kernels (F, C, i, j), and has {W.ndim} axes.")
    return (dense if W.ndim == 2 else conv)(weight, W, arrays.get(bias))

"""The symbolic twin of each layer of core writes its forward equation in index notation, and nothing else."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from sympy import IndexedBase

from core.batchnorm import BatchNorm, Standardize
from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Activate, Dense
from core.losses import Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from core.normalization import LayerNorm
from core.pooling import AveragePool, MaxPool
from lessons.engine.algebra.functions import A, Slope, Z, apply, has_kink, slope, slope_from_output
from lessons.engine.algebra.indices import rewrite, total
from lessons.engine.twins.convolution import average_pool, conv, flatten, image, max_pool
from lessons.engine.twins.definitions import Definition, Rule, Twin, W, a, b, entry, i, j, n, x, z
from lessons.engine.twins.losses import quadratic, sigmoid_cross_entropy, softmax_cross_entropy
from lessons.engine.twins.normalization import batch_norm, layer_norm, standardize


@lru_cache
def dense() -> Twin:
    return Twin((Definition(z[n, j], total(x[n, i] * W[i, j], i) + b[j]),), x[n, i], (W[i, j], b[j]))


@lru_cache
def activate(name: str, rank: int) -> Twin:
    at, in_output = entry(rank), slope_from_output(name)

    def write_out(part):
        if isinstance(part, Slope):
            entry_ = part.args[1]
            return slope(name).subs(Z, entry_) if in_output is None else in_output.subs(A, a[entry_.indices])
        return None

    kink = "at the kink, z = 0, the slope is a choice: the one from the left" if has_kink(name) else ""
    slopes_written = Rule("a", lambda e: rewrite(e, write_out), kink)
    return Twin((Definition(a[at], apply(name, z[at])),), z[at], rules=(slopes_written,))


@lru_cache
def dropout(rank: int) -> Twin:
    h, m = IndexedBase("h"), IndexedBase("m")
    at = entry(rank)
    mask = {"m": lambda layer, x: np.broadcast_to(layer.mask(x), x.shape)}
    return Twin((Definition(h[at], m[at] * x[at]),), x[at], given=mask)


TWINS: dict[type, tuple[Callable[..., Twin], tuple[str, ...], str]] = {
    # of core            the twin                 what its formulas depend on: fields or a shape   its lesson
    Dense:               (dense,                  (),                     "a-layer-and-its-transpose"),
    Activate:            (activate,               ("activation", "rank"), "activations-and-their-slopes"),
    Dropout:             (dropout,                ("rank",),              "l1-l2-and-dropout"),
    BatchNorm:           (batch_norm,             ("rank",),              "batch-normalisation"),
    Standardize:         (standardize,            ("rank",),              "batch-normalisation"),
    LayerNorm:           (layer_norm,             (),                     "batch-normalisation"),
    Image:               (image,                  ("height", "width"),    "convolution-and-pooling"),
    Flatten:             (flatten,                ("rows", "columns"),    "convolution-and-pooling"),
    Conv:                (conv,                   ("stride", "padding"),  "convolution-and-pooling"),
    MaxPool:             (max_pool,               ("size",),              "convolution-and-pooling"),
    AveragePool:         (average_pool,           ("size",),              "convolution-and-pooling"),
    SoftmaxCrossEntropy: (softmax_cross_entropy,  (),                     "cross-entropy"),
    SigmoidCrossEntropy: (sigmoid_cross_entropy,  (),                     "cross-entropy"),
    Quadratic:           (quadratic,              (),                     "cross-entropy"),
}  # fmt: skip


def twin(part: Any, shape: tuple[int, ...] = (1,)) -> Twin:
    """The twin of a layer or a loss of core, for examples of this shape."""
    write, needs, _ = TWINS[type(part)]
    of_shape = {"rank": len(shape), "rows": shape[-2:][0], "columns": shape[-1]}
    return write(*(of_shape[need] if need in of_shape else getattr(part, need) for need in needs))

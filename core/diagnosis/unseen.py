"""Some mistakes leave every gradient right: what is fed in, where θ starts, how a network is used, how large e^z grows.

No pass shows them, so they are none of `catalogue`, and `diagnose` cannot name them; a training shows them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import isqrt, prod

import numpy as np

from core.datasets.digits import Digits, Split
from core.diagnosis.planting import OF_THE_DATA, OF_THE_START, Mistake, with_layers, with_methods
from core.dropout import Dropout
from core.initializers import Initializer
from core.layers import Layer
from core.losses import SoftmaxCrossEntropy
from core.network import Network


def _with_ink(by: float) -> Callable[[Digits], Digits]:
    """All pixels times so much, which is how a factor on the way in goes wrong."""

    def make(digits: Digits) -> Digits:
        train, held, test = (replace(s, images=s.images * s.images.dtype.type(by)) for s in _splits(digits))
        return replace(digits, train=train, validation=held, test=test)

    return make


def _splits(digits: Digits) -> tuple[Split, Split, Split]:
    return digits.train, digits.validation, digits.test


def _other_column(digits: Digits) -> Digits:
    last = np.rint(digits.train.images[:, -1]).astype(digits.train.labels.dtype)
    return replace(digits, train=replace(digits.train, labels=last))


def _one_row_late(digits: Digits) -> Digits:
    return replace(digits, train=replace(digits.train, labels=np.roll(digits.train.labels, 1)))


def _turned(digits: Digits) -> Digits:
    images = digits.train.images
    side = isqrt(prod(images.shape[1:]))
    across = images.reshape(-1, side, side).transpose(0, 2, 1).reshape(images.shape)
    return replace(digits, train=replace(digits.train, images=across))


def of_data() -> list[Mistake]:
    """The mistakes of what is fed in: of `core.datasets.Digits`, for `plant_in_digits`."""
    rows: tuple[tuple[str, str, str, Callable[[Digits], Digits]], ...] = (
        ("scaled twice", "the pixels are divided by 255 twice", "x", _with_ink(1 / 255)),
        ("not scaled", "the pixels are not divided by 255: they reach from 0 to 255", "x", _with_ink(255)),
        ("images transposed", "rows and columns of the training images are swapped", "x", _turned),
        ("label from the wrong column", "the label is read from the column of the last pixel", "y", _other_column),
        ("labels one row late", "each image has the label of the one before it", "y", _one_row_late),
    )
    return [Mistake(kind, words, first, make, OF_THE_DATA) for kind, words, first, make in rows]


def _of_variance(v: float) -> Callable[[Initializer], Initializer]:
    return lambda rule: replace(rule, variance=lambda inputs, outputs: v)


def of_start() -> list[Mistake]:
    """The mistakes of where θ starts: of an `Initializer`."""
    rows = (
        ("zeros", "all weights start at 0, so the units of a layer get the same gradient and stay alike", 0.0),
        ("spread left out", "weights start with variance 1, whatever the number of inputs that a unit sums over", 1.0),
    )
    return [Mistake(kind, words, "W1", _of_variance(v), OF_THE_START) for kind, words, v in rows]


def of_use(network: Network) -> Iterator[Mistake]:
    """The mistakes of a network whose passes in training are right."""
    for k, layer in enumerate(network.layers):
        if isinstance(layer, Dropout) and layer.rate:
            yield _of_dropout(k, network.wires[k + 1])
    if isinstance(network.loss, SoftmaxCrossEntropy):

        def make(network: Network) -> Network:
            return replace(network, loss=with_methods(network.loss, softmax=_not_shifted))

        yield Mistake("softmax not shifted", "the largest z is not taken away, so that e^z can overflow", "p", make)


def _of_dropout(k: int, wire: str) -> Mistake:
    def make(network: Network) -> Network:
        return with_layers(network, {k: with_methods(network.layers[k], in_use=_still_training)})

    return Mistake("dropout in use", "it leaves units out after training, too", wire, make, layer=k)


def _still_training(right, layer: Layer, statistics=None) -> Layer:
    return layer


def _not_shifted(right, loss, z):
    e = np.exp(z)
    total = e.sum(axis=1, keepdims=True)
    return e / total, z - np.log(total)

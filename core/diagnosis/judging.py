"""What people get wrong where the loss is: softmax, the mean over the batch, and the first gradient of all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from core.activations import sigmoid
from core.diagnosis.kinds import MULTIPLES
from core.diagnosis.order import LOSS, P
from core.diagnosis.planting import Mistake, with_layers, with_methods
from core.losses import Quadratic, SoftmaxCrossEntropy
from core.network import Network


class WrongLoss(NamedTuple):
    """One way to get a line of a loss wrong: the method that goes wrong, and how."""

    kind: str
    words: str
    method: str
    instead: Callable[..., Any]
    generic: bool = False


def over_the_batch(right, loss, z):
    p, log_p = right(z.T)
    return p.T, log_p.T


def twice(right, loss, z):
    p, _ = right(z)
    return right(p)


def without_normalising(right, loss, z):
    """Sigmoids where softmax belongs: each output on its own."""
    p = sigmoid(z)
    return p, np.log(p)


def without_cross_terms(right, loss, p, y):
    """Σ_m dp_m ∂p_m/∂z_k with the one term m = k: dp ⊙ p ⊙ (1 − p), where dp = −y / (N p)."""
    return right(y - y * (1 - p), y)


def slope_once_more(right, loss, p, y):
    """The error times p (1 − p), which has cancelled already."""
    return right(p, y) * p * (1 - p)


def without_target(right, loss, p, y):
    return right(p, 0 * y)


def per_class(right, loss, p, y):
    return right(p, y) / y.shape[1]


def value_per_class(right, loss, z, y):
    return right(z, y) / y.shape[1]


def of_all_but_the_label(right, loss, z, y):
    """−Σ (1 − y) log (1 − p) beside −Σ y log p, as for yes-or-no questions."""
    p = loss.output(z)
    return right(z, y) - ((1 - y) * np.log1p(-p)).sum() / len(y)


def with_epsilon(epsilon: float):
    """−Σ y log (p + ε), against a logarithm of 0."""

    def instead(right, loss, z, y):
        return -(y * np.log(loss.output(z) + epsilon)).sum() / len(y)

    return instead


def of_the_loss(loss) -> Iterator[WrongLoss]:
    if isinstance(loss, SoftmaxCrossEntropy):
        yield WrongLoss("softmax over the batch", "softmax is taken over the examples, not over the classes", "softmax",
                        over_the_batch)  # fmt: skip
        yield WrongLoss("softmax twice", "softmax is applied twice", "softmax", twice)
        yield WrongLoss("sigmoid for softmax", "each output is a sigmoid of its own; softmax belongs here", "softmax",
                        without_normalising)  # fmt: skip
        yield WrongLoss("cross terms missing", "the derivative of softmax lacks its cross terms ∂p_m/∂z_k, m ≠ k",
                        "gradient", without_cross_terms)  # fmt: skip
        yield WrongLoss("all classes in the loss", "the loss also counts log (1 − p) of all other classes", "value",
                        of_all_but_the_label)  # fmt: skip
        for exponent in range(6, 16):
            words = f"1e-{exponent} is added to p inside the logarithm: harmless, but no longer the loss of p − y"
            yield WrongLoss("ε in the logarithm", words, "value", with_epsilon(10.0**-exponent))
    for kind, words, factor in MULTIPLES:

        def gradient(right, loss, p, y, factor=factor):
            return right(p, y) * factor(len(y))

        yield WrongLoss(kind, words, "gradient", gradient, generic=True)
    if not isinstance(loss, Quadratic):
        yield WrongLoss("slope of the output twice", "the error p − y is multiplied by p (1 − p), which the loss has "
                        "cancelled already", "gradient", slope_once_more)  # fmt: skip
    yield WrongLoss("target left out", "the target y is not subtracted", "gradient", without_target)
    yield WrongLoss("mean over classes", "it is divided by the number of classes, too", "gradient", per_class)
    yield WrongLoss("mean over classes", "it is divided by the number of classes, too", "value", value_per_class)
    for kind, words, factor in MULTIPLES[:-1]:

        def value(right, loss, z, y, factor=factor):
            return right(z, y) * factor(len(y))

        yield WrongLoss(kind, words, "value", value, generic=True)


MAKES = {"softmax": P, "output": P, "value": LOSS}


def mistakes(network: Network) -> Iterator[Mistake]:
    """The mistakes of the loss of a network."""
    for wrong in of_the_loss(network.loss):

        def make(network: Network, wrong=wrong) -> Network:
            loss = with_methods(network.loss, **{wrong.method: wrong.instead})
            return replace(network, loss=loss)

        first = MAKES.get(wrong.method, f"d{network.wires[-1]}")
        yield Mistake(wrong.kind, wrong.words, first, make, generic=wrong.generic)
    yield late_mean(network)


def late_mean(network: Network) -> Mistake:
    """The 1/N enters where the parameters' gradients are made: another convention, in which each dz is N times as
    large."""
    weighty = [k for k, layer in enumerate(network.layers) if layer.parameter_shapes(network.shapes[k])]

    def mean(right, layer, parameters, x, y, dy):
        n = len(dy) if dy.ndim == 2 else dy.shape[-1]
        return tuple(d / n for d in right(parameters, x, y, dy))

    def make(network: Network) -> Network:
        loss = with_methods(network.loss, gradient=lambda right, loss, p, y: right(p, y) * len(y))
        layers = {k: with_methods(network.layers[k], parameter_gradients=mean) for k in weighty}
        return replace(with_layers(network, layers), loss=loss)

    words = "your 1/N enters later, in dW and db, which are right: a convention, and no mistake"
    return Mistake("1/N later", words, f"d{network.wires[-1]}", make)

"""What people get wrong in a normalisation: which mean, which spread, and the two ways back through them."""

from collections.abc import Iterator

import numpy as np

from core.diagnosis.kinds import BACK, FORWARD, LAST, PARAMETERS, Wrong, multiples, over_all
from core.normalization import LayerNorm, as_before, by_unit


def over(layer) -> int:
    """The axis that a mean is taken over: examples, or the units of one."""
    return 1 if isinstance(layer, LayerNorm) else 0


def without(mean: bool, spread: bool):
    """The way back without its path through the mean, through the spread, or both.

    dx = (g − mean g − x̂ mean(g x̂)) / √(σ² + ε): what is left out is added again, with g = γ du.
    """

    def instead(right, layer, parameters, x, y, dy):
        gamma, _ = parameters
        x_hat, divisor = layer.normal(x)
        g, axis = gamma * by_unit(dy), over(layer)
        missing = mean * g.mean(axis=axis, keepdims=True) + spread * x_hat * (g * x_hat).mean(axis=axis, keepdims=True)
        return right(parameters, x, y, dy) + as_before(missing / divisor, x)

    return instead


def spread_as(other):
    """Forward with another divisor, worked out from the right one, ε and how many numbers a mean is of."""

    def instead(right, layer, parameters, x):
        gamma, beta = parameters
        x_hat, divisor = layer.normal(x)
        count = by_unit(x).shape[over(layer)]
        variance = np.maximum(divisor**2 - layer.epsilon, 0)
        return as_before(gamma * x_hat * divisor / other(variance, layer.epsilon, count) + beta, x)

    return instead


SPREADS = (
    ("ε outside the root", "ε is added to the root; it belongs inside it", lambda v, e, n: np.sqrt(v) + e),
    ("variance with n − 1", "the variance is divided by n − 1; here it is divided by n",
     lambda v, e, n: np.sqrt(v * n / max(n - 1, 1) + e)),
    ("variance for its root", "it is divided by the variance, not by its root", lambda v, e, n: v + e),
)  # fmt: skip


def without_gamma(right, layer, parameters, *arrays):
    gamma, beta = parameters
    return right((np.ones_like(gamma), beta), *arrays)


def without_beta(right, layer, parameters, x):
    gamma, beta = parameters
    return right((gamma, 0 * beta), x)


def forward(layer) -> Iterator[Wrong]:
    for kind, words, other in SPREADS:
        yield Wrong(kind, words, spread_as(other))
    yield from fixed_forward(layer)


def back(layer) -> Iterator[Wrong]:
    yield Wrong("path through the mean missing", "the path through the mean is missing", without(True, False))
    yield Wrong("path through the variance missing", "the path through the variance is missing", without(False, True))
    yield Wrong("both paths missing", "the paths through the mean and the variance are missing", without(True, True))
    yield Wrong("γ left out", "γ is left out", without_gamma)
    yield from multiples()


def of_the_input(right, layer, parameters, x, y, dy):
    return (by_unit(dy) * by_unit(x)).sum(axis=0)


def of_the_output(right, layer, parameters, x, y, dy):
    return (by_unit(dy) * by_unit(y)).sum(axis=0)


def of_the_last(right, layer, parameters, x, y, dy):
    x_hat, _ = layer.normal(x)
    return by_unit(dy)[-1] * x_hat[-1]


LAST_ROW = Wrong(LAST.kind, LAST.words, of_the_last)


def spread(layer) -> Iterator[Wrong]:
    yield LAST_ROW
    yield Wrong("x for x̂", "it is made of what entered the layer, not of x̂", of_the_input)
    yield Wrong("u for x̂", "it is made of what left the layer, not of x̂", of_the_output)
    yield Wrong("summed over classes", "it is summed over the units too", over_all)
    yield from multiples()


def mean(layer) -> Iterator[Wrong]:
    yield LAST
    yield Wrong("summed over classes", "it is summed over the units too", over_all)
    yield from multiples()


def fixed_forward(layer) -> Iterator[Wrong]:
    yield Wrong("γ left out", "γ is left out", without_gamma)
    yield Wrong("β left out", "β is left out", without_beta)


def fixed_back(layer) -> Iterator[Wrong]:
    yield Wrong("γ left out", "γ is left out", without_gamma)
    yield from multiples()


LEARNED = ((PARAMETERS, "gamma", spread), (PARAMETERS, "beta", mean))
EQUATIONS = ((FORWARD, "", forward), (BACK, "", back), *LEARNED)
IN_USE = ((FORWARD, "", fixed_forward), (BACK, "", fixed_back), *LEARNED)

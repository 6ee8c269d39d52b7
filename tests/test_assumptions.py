"""What is taken for granted is needed: where it does not hold, neither does what was derived from it."""

from itertools import combinations, product

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.initializers import INITIALIZERS
from core.losses import SoftmaxCrossEntropy
from core.optimizers import Adam
from core.pooling import MaxPool
from lessons.derivations.batch import POPULATION
from lessons.derivations.updates import RULES, update_rule
from lessons.engine.chain.equations import derive
from lessons.engine.proof.witnesses import difference
from lessons.registry import NETWORKS
from tests.lessons.engine.proof.test_theorem import MADE

DELTA = np.array([0.7, -1.2, 0.4, 2.0])


def two_gradients_of_opposite_sign():
    """Adam's average, corrected, under a gradient that changes its sign."""
    memory = Adam().start(np.zeros(1))
    for k in (1, 2):
        Adam().step(np.array([(-1.0) ** k]), memory, k, 0.1, np.ones(1))
    return difference(memory[0] / (1 - 0.9**2), 1.0)


def labels_that_sum_to(whole):
    """The slope of the loss by a logit, by complex step, and p − y."""
    z, y = np.array([[0.3, -0.2, 1.1]], complex), np.array([[0.2, 0.3, whole - 0.5]])
    z[0, 0] += 1e-30j
    slope = np.imag(-(y * np.log(np.exp(z) / np.exp(z).sum())).sum()) / 1e-30
    return difference(slope, (SoftmaxCrossEntropy().output(z.real) - y)[0, 0])


def sum_of_squares(weights):
    """The mean square of Σ w δ over some draws of weights, and D v q."""
    found = np.mean((np.asarray(weights) @ DELTA) ** 2)
    return difference(found, 4 * np.mean(np.square(weights)) * np.mean(DELTA**2))


INDEPENDENT, ALL_ALIKE = [*product((-1.0, 1.0), repeat=4)], [(-1.0,) * 4, (1.0,) * 4]
TIED = np.ones((1, 2, 2, 1))
NEEDED = {
    "the digits of a mini-batch are drawn independently of each other, so that one may come twice":
        lambda: difference(np.var([np.mean(two) for two in combinations(POPULATION, 2)]), POPULATION.var() / 2),
    "at the kink, z = 0, the slope is a choice: the one from the left":
        lambda: ACTIVATIONS["relu"].slope(1e-12, 1e-12) - ACTIVATIONS["relu"].slope(0.0, 0.0),
    "weights have mean zero and are drawn independently of each other and of the error signal":
        lambda: sum_of_squares(ALL_ALIKE),
    "weights are drawn independently of each other and of the inputs, with mean zero":
        lambda: sum_of_squares(np.array(INDEPENDENT) + 1),
    "all layers are alike, and slopes are independent of error signals":  # two factors, and their mean twice
        lambda: difference(0.5 * 1.5, ((0.5 + 1.5) / 2) ** 2),
    "the series of the loss is left off where its terms get small":
        lambda: difference((np.exp(1) - np.exp(-1)) / 2, 1 + 1 / 6),
    "both losses are about as large as L at the point itself":  # losses of 3 and 1, each off by ε of itself
        lambda: difference((3 + 1) / 2, 1.0),
    "pre-activations are normal": lambda: difference(np.mean(np.maximum(np.abs(DELTA), 0) ** 2), np.mean(DELTA**2) / 2),
    "the compromise is a choice": lambda: difference(INITIALIZERS["xavier"].variance(100, 300), 1 / 100),
    "the gradient is the same at every step": two_gradients_of_opposite_sign,
    "0 < β < 1": lambda: difference(sum(1.1**r for r in range(200)), 1 / (1 - 1.1)),
    "at a weight of 0 the slope is a choice: 0, between −λ₁ and λ₁": lambda: abs(np.sign(1e-12) - np.sign(0.0)),
    "each row of labels sums to one": lambda: labels_that_sum_to(1.7),
    "of several equal largest numbers in a square, the first is kept":
        lambda: np.ptp(MaxPool(2).input_gradient((), TIED, MaxPool(2).forward((), TIED), np.ones((1, 1, 1, 1)))),
}  # fmt: skip


def taken() -> set[str]:
    derivations = [each.values[1]() for each in MADE] + [d for name in RULES for d in update_rule(name)]
    found = {one for d in derivations for one in (*d.assumptions, *(s.assumption for s in d.steps))}
    found |= {one for network in NETWORKS for equation in derive(network) for one in equation.assumptions}
    return found - {""}


def test_each_assumption_has_a_case_in_which_it_does_not_hold():
    assert taken() == NEEDED.keys()


@pytest.mark.parametrize("assumption", NEEDED)
def test_without_it_the_result_is_another(assumption):
    assert NEEDED[assumption]() > 1e-3


def test_where_it_holds_the_result_does():
    """The same comparisons, with what is taken for granted."""
    assert labels_that_sum_to(1.0) < 1e-12
    assert sum_of_squares(INDEPENDENT) < 1e-12
    both = [np.mean(two) for two in product(POPULATION, repeat=2)]
    assert difference(np.var(both), POPULATION.var() / 2) < 1e-12

"""Batch and layer normalisation differ in what they share and in what they sum over, and in nothing else."""

import numpy as np

from core.batchnorm import BatchNorm
from core.normalization import LayerNorm
from lessons.engine.algebra.indices import size_of
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.twins.definitions import H, N, j, n
from lessons.engine.twins.normalization import EPSILON, batch_norm, layer_norm, standardize

X = np.random.default_rng(0).standard_normal((5, 3))
NUMBERS = {"x": X, str(N): 5, str(H): 3, "gamma": np.array([1.0, 2, 3]), "beta": np.array([0.1, 0.2, 0.3])}


def normalised(own, layer):
    known = NUMBERS | {str(EPSILON): layer.epsilon}
    for definition in own.definitions:
        known[str(definition.lhs.base)] = evaluate(definition.rhs, known, definition.lhs.indices)
    return known


def test_four_equations_give_what_core_gives():
    for own, layer in ((batch_norm(1), BatchNorm()), (layer_norm(), LayerNorm())):
        known = normalised(own, layer)
        np.testing.assert_allclose(known["u"], layer.forward((NUMBERS["gamma"], NUMBERS["beta"]), X), rtol=1e-12)


def test_one_shares_a_unit_and_the_other_an_example():
    assert batch_norm(1).definitions[0].lhs.indices == (j,)
    assert layer_norm().definitions[0].lhs.indices == (n,)
    assert {size_of(limit[0]) for limit in batch_norm(3).definitions[0].rhs.args[-1].limits} >= {N}


def test_in_use_mean_and_variance_are_given():
    assert set(standardize(1).given) == {"mu", "var"}
    assert len(standardize(1).definitions) == 2

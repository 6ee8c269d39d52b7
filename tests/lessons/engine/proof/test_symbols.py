"""Core, run on SymPy symbols, gives the derived equations themselves."""

import numpy as np
import pytest

from core.layers import Activate, Dense
from core.losses import Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from lessons.engine.proof.symbols import core_on_symbols, same

PARTS = {
    Dense(3, 2): {"z", "dx", "dW", "db"},
    Activate("identity"): {"a", "dz"},
    Activate("sigmoid"): {"dz"},
    Activate("tanh"): {"dz"},
    SoftmaxCrossEntropy(): {"dz"},
    SigmoidCrossEntropy(): {"dz"},
    Quadratic(): {"dz"},
}


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_core_gives_the_derived_formulas(part):
    found = {name: (given, said) for name, given, said in core_on_symbols(part)}
    assert set(found) == PARTS[part]
    for given, said in found.values():
        assert same(given, said)


def test_a_different_formula_is_not_the_same():
    for _, given, said in core_on_symbols(Dense(3, 2)):
        wrong = np.array(said)
        wrong.flat[0] *= 2
        assert not same(given, wrong)

"""An equation in other names says the same: what is not given is put in from its own equation."""

import numpy as np
import pytest
from sympy import Indexed

from core.network import Network
from lessons.engine.algebra.indices import free_indices
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.forms.notation import name_of
from lessons.engine.proof.named_arrays import example
from lessons.engine.twins.definitions import N
from lessons.exercises import CannotAsk
from lessons.exercises.restated import at, restated

NETWORK = Network.from_text("5-4-tanh-3")


def test_no_index_is_left_loose_behind_two_kinks():
    found = restated(Network.from_text("6-5-relu-4-relu-3"), "dW1", "x z1 W2 z2 W3 p y")
    assert free_indices(found.rhs) == set(found.indices)


@pytest.mark.parametrize("given", ["", "z1 W2 dz2", "z1 W2 p y", "N z1 W2 dz2"])
def test_it_comes_to_what_core_computes(given):
    found = restated(NETWORK, "dz1", given)
    arrays = example(NETWORK, 3 if "N" in given.split() else 1)
    np.testing.assert_allclose(
        evaluate(found.rhs, found.numbers(arrays), found.indices), found.result(arrays), rtol=1e-11, atol=1e-14
    )
    assert {name_of(q) for q in found.rhs.atoms(Indexed)} <= set(found.given)


def test_a_batch_of_one_digit_is_not_divided():
    assert restated(NETWORK, "dz2", "N p y").rhs.has(N)
    assert not restated(NETWORK, "dz2", "p y").rhs.has(N)


def test_one_entry_has_numbers_for_its_indices():
    found = restated(NETWORK, "dW2", "a1 dz2")
    assert free_indices(at(found.rhs, found.indices, (1, 2))) == set()
    assert str(at(found.lhs, found.indices, (1, 2))) == "dW2[1, 2]"


def test_names_that_the_network_does_not_have_get_a_sentence():
    with pytest.raises(CannotAsk, match="has no W7"):
        restated(NETWORK, "dz1", "da1 z1 W7")

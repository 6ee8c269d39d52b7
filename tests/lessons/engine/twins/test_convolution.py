"""The twins of layers for images give core's numbers, at the edges too."""

import pytest
from sympy import Indexed

from core.network import Network
from lessons.engine.proof.witnesses import prove_network
from lessons.engine.twins.convolution import average_pool, conv, flatten, max_pool


@pytest.mark.parametrize(
    "text", ["1x5x6-conv2x2x3s2p1-flatten-2", "2x4x6-maxpool2-flatten-2", "2x4x4-avgpool2-flatten-2"]
)
def test_each_equation_is_proved(text):
    assert all(proof.proved for proof in prove_network(Network.from_text(text)))


def test_a_twin_is_made_once_for_its_numbers():
    assert conv(1, 0) is conv(1, 0)
    assert conv(1, 0) is not conv(2, 0)
    assert flatten(2, 3).parameters == max_pool(2).parameters == ()
    assert len(conv(1, 1).parameters) == 2


def test_of_a_square_the_mean_takes_all_and_the_largest_one():
    assert len(average_pool(2).definitions[0].rhs.atoms(Indexed)) == 1  # under a sum over four places
    assert len(max_pool(2).definitions[0].rhs.atoms(Indexed)) == 4
    assert "first is kept" in max_pool(2).rules[0].assumption

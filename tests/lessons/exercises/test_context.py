"""What an exercise is asked about: one pass, worked out once, and chance that can be repeated."""

import numpy as np
import pytest

from lessons.exercises import CannotAsk
from tests.support.contexts import context


def test_the_arrays_of_a_pass_are_worked_out_once():
    own = context()
    assert own.arrays(2) is own.arrays(2)
    assert own.arrays(2) is not own.arrays(1)
    assert own.arrays(2)["x"].shape == (2, 784)
    assert own.arrays(2) is not context().arrays(2)  # another context, with the same digits


def test_a_name_is_that_of_the_last_layer_there_is():
    own = context("784-6-relu-10")
    assert own.name("dW2") == own.name("dW9") == "dW2"
    assert own.name("p") == "p"
    with pytest.raises(CannotAsk, match="hidden layer"):
        own.name("a0")


def test_chance_depends_on_what_is_asked_and_on_the_digit():
    own = context()
    assert own.draw("a", 1).integers(1_000_000) == own.draw("a", 1).integers(1_000_000)
    assert own.draw("a", 1).integers(1_000_000) != own.draw("a", 2).integers(1_000_000)
    assert own.label == int(np.ravel(own.labels)[0])

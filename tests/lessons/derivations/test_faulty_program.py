"""A faulty program is judged by the loss with which it ends."""

from dataclasses import replace

import numpy as np
import pytest

from lessons.derivations.faulty_program import OUTCOMES, left_out
from lessons.exercises import CannotAsk
from lessons.page.example import misread
from tests.support.contexts import CONTEXTS


def test_each_fault_has_the_outcome_that_it_must_have():
    asked = {}
    for seed in range(12):
        found = left_out(replace(misread().context, seed=seed))
        asked[found.prompt.split(". It takes")[0].split("the program ")[1]] = found.right
    assert set(asked) == {
        "takes no step with its biases",
        "takes no step with the weights of its last layer",
        "forgets to divide by N",
        "adds lr times each gradient instead of taking it away",
    }
    assert OUTCOMES[asked["takes no step with its biases"]] == OUTCOMES[0]
    assert OUTCOMES[asked["adds lr times each gradient instead of taking it away"]] == OUTCOMES[2]
    assert len(set(asked.values())) == 3


def test_it_is_not_asked_of_a_network_that_the_page_is_not_written_for():
    others = [c for c in CONTEXTS if c.network.input_shape != (784,)]
    assert others
    for context in others:
        with pytest.raises(CannotAsk, match="dense layers"):
            left_out(context)
    assert np.isfinite(misread().trace.loss)

"""A faulty program is judged by the loss with which it ends."""

from dataclasses import replace

import pytest

from core.network import Network
from lessons.derivations.faulty_program import OUTCOMES, left_out
from lessons.exercises import CannotAsk
from lessons.page.example import misread


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
    context = misread().context
    for text in ("1x28x28-conv2x3x3-relu-flatten-10", "784-4-bn-relu-10"):
        with pytest.raises(CannotAsk, match="dense layers"):
            left_out(replace(context, network=Network.from_text(text)))

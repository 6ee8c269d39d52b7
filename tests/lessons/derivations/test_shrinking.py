"""What penalties do to a step is what core's steps do, and learning by heart is what they are against."""

import numpy as np
import pytest

from core.network import Network
from lessons.derivations.shrinking import learn_wrong_labels, nearer_to_zero
from lessons.exercises import Context

KINDS = ["l1", "l2"]


@pytest.mark.parametrize("seed", range(6))
def test_l1_takes_more_off_small_weights_and_l2_off_large_ones(seed):
    context = Context(Network.from_text("784-10"), np.zeros(7850), np.zeros((1, 784)), np.zeros(1, int), seed)
    asked = nearer_to_zero(context)
    weight = float(asked.prompt.split()[3])
    assert asked.options[asked.right] == ("L1" if weight < 1 else "L2")


def test_wrong_labels_are_learnt_by_heart_unless_something_is_against_it():
    learnt = dict(learn_wrong_labels())
    alone = learnt.pop("nothing")
    assert alone.by_heart > 0.8
    for name, other in learnt.items():
        assert other.by_heart < 0.8 * alone.by_heart, name
        assert other.unseen > alone.unseen + 0.02, name
    assert learnt["L1"].tiny > 0.5
    assert all(other.tiny < 0.1 for name, other in learnt.items() if name != "L1")
    assert learnt["L2"].largest < 0.5 * alone.largest
    assert all(other.largest > 0.9 * alone.largest for name, other in learnt.items() if name != "L2")

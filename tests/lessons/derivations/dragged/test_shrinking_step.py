"""L2 takes a share of a weight, and L1 an amount."""

from lessons.derivations.dragged.shrinking_step import WEIGHTS, shrinking_step
from tests.support.readings import holds, marked


def test_l2_takes_a_share_and_l1_an_amount():
    block = shrinking_step()
    assert holds(block)
    taken = {weight: marked(reading, "loss") for weight, reading in zip(WEIGHTS, block.readings, strict=True)}
    assert taken[-0.5] == [-0.015, -0.03]
    assert taken[1.0] == [0.03, 0.03]
    assert taken[0.0] == [0, 0]

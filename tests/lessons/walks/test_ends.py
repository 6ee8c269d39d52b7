"""What a walk says of all other digits is what happened to them, whichever way it went."""

import numpy as np
import pytest

from lessons.page.one_step import Readings
from lessons.page.stop import plain
from lessons.walks.ends import blame, everybody, how_wrong


def readings(right_before, right_after, loss_before, loss_after) -> Readings:
    """Four digits of class 1, so many of them read right."""

    def p(right):
        return np.array([[0.2, 0.8] if n < right else [0.8, 0.2] for n in range(4)])

    return Readings(np.ones(4, int), p(right_before), p(right_after), loss_before, loss_after)


@pytest.mark.parametrize(
    ("crowd", "said", "more"),
    [
        (readings(3, 2, 0.5, 0.7), "they lost by it: their mean loss rose from 0.500 to 0.700", False),
        (readings(2, 3, 0.5, 0.4), "they gained by it: their mean loss fell from 0.500 to 0.400", False),
        (readings(2, 3, 0.5, 0.7), "they lost by it", True),  # more of them right, and the loss larger
        (readings(3, 2, 0.5, 0.4), "they gained by it", True),
        (readings(2, 2, 0.5, 0.7), "they lost by it", False),
    ],
)
def test_a_step_that_helped_others_is_said_to_have_helped(crowd, said, more):
    text = plain(everybody(crowd, "our 4")[0])
    assert said in text
    assert ("moved the other way" in text) is more


def test_the_loss_and_the_blame_are_those_of_the_share():
    p = np.full(10, 0.1)
    assert "−ln\N{NO-BREAK SPACE}0.1000 = 2.30" in plain(how_wrong(0.1, 2.302585)[1])
    assert "0.100 − 1 = −0.900" in plain(blame(p, 4, 9)[1])

"""An array that was not summed is told by its shape, and what it was made of is named."""

import pytest

from core.diagnosis.shapes import misshapen
from tests.support.passes import case


@pytest.mark.parametrize("which", range(13))
def test_each_is_named(which):
    one = case(0)
    mistakes = list(misshapen(one.network))
    assert len(mistakes) == 13
    mistake, right = mistakes[which], one.arrays()
    from core.diagnosis.order import one_pass

    wrong = right | {mistake.first: mistake.shows(one_pass(one.network, one.theta, one.x, one.y))}
    found = one.diagnose(wrong)
    assert (found.first.name, found.kinds, found.explained) == (mistake.first, (mistake.kind,), True)
    assert "yours has shape (" in found.headline()


def test_a_shape_that_nothing_explains_is_said():
    one = case(0)
    found = one.diagnose(one.arrays() | {"dW1": one.arrays()["dW1"][:-1]})
    assert "yours has shape (11, 8), ours (12, 8)" in found.headline()
    assert found.mistakes == ()

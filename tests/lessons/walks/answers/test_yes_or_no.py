"""Each of ten answers has a part of the loss of its own."""

import numpy as np
import pytest

from lessons.page.stop import plain, three
from lessons.walks.answers.yes_or_no import YesOrNo
from tests.lessons.walks.answers.logits import LOGITS, told


@pytest.mark.parametrize("z", LOGITS.values(), ids=LOGITS)
def test_the_parts_that_are_told_make_the_loss(z):
    one = told("binary cross-entropy", z)
    assert isinstance(one, YesOrNo)
    others = [k for k in range(10) if k not in (4, one.rival)]
    rest = float(-np.log1p(-one.p[others]).sum())
    assert f"the other 8 add {three(rest)}. In all {three(one.loss)}." in plain(one.how_wrong()[1])

"""The curve of a loss goes through what happened."""

import numpy as np
import pytest

from core.losses import LOSSES
from lessons.walks.answers.answer import kept
from tests.lessons.walks.answers.logits import LOGITS, told


@pytest.mark.parametrize("z", LOGITS.values(), ids=LOGITS)
@pytest.mark.parametrize("loss", LOSSES)
def test_the_curve_goes_through_what_happened(loss, z):
    one = told(loss, z)
    curve = one.curve()
    ((p, here, _),) = curve.points
    assert (p, here) == (one.p[4], one.loss)
    assert np.interp(p, curve.x, curve.y) == pytest.approx(one.loss, rel=0.03, abs=0.06)


@pytest.mark.parametrize("p", [0.2577, 0.99871, 0.00043, 1 - 1e-7, 3e-8])
def test_a_share_keeps_the_digits_that_its_logarithm_has_use_for(p):
    assert np.log(float(kept(p))) == pytest.approx(np.log(p), rel=2e-3)
    assert np.log1p(-float(kept(p))) == pytest.approx(np.log1p(-p), rel=2e-3)


def test_what_is_certain_can_be_written():
    assert [kept(p) for p in (0.0, 1.0)] == ["0", "1.000000000000"]

"""Whatever the loss, it has a way to be told, and the blame that is told is its slope."""

import numpy as np
import pytest

from core.losses import LOSSES
from lessons.page.stop import plain, three
from lessons.walks.answers.by_loss import ANSWERS
from tests.lessons.walks.answers.logits import LOGITS, Y, told
from tests.support.told_sums import sums

every_pass = pytest.mark.parametrize("z", LOGITS.values(), ids=LOGITS)
every_loss = pytest.mark.parametrize("loss", LOSSES)


def test_every_loss_has_a_way_to_be_told():
    assert set(ANSWERS) == {type(loss) for loss in LOSSES.values()}


@every_loss
@every_pass
def test_its_blames_are_the_slopes_of_the_loss(loss, z):
    steps, one = 1e-6 * np.eye(10), told(loss, z)
    up, down = (LOSSES[loss].each(moved, Y) for moved in (z + steps, z - steps))
    assert one.blames == pytest.approx((up - down) / 2e-6, abs=1e-7)
    assert one.loss == pytest.approx(float(LOSSES[loss].value(z[None], Y[None])))


@every_loss
@every_pass
def test_every_sum_comes_out(loss, z):
    one = told(loss, z)
    made = one.made()
    text = [*one.how_wrong(), *one.blame(), *(made[1] if made else ()), one.sure()]
    found = list(sums(" ".join(map(plain, text)).replace("\N{NO-BREAK SPACE}", " ")))
    assert [each for each in found if not each.holds] == []
    assert len(found) >= 2
    assert f"{three(one.p[4] - 1)}" in plain(one.blame()[1])


@every_loss
@every_pass
def test_who_is_right_is_told_to_be_right(loss, z):
    one = told(loss, z)
    assert ("that is right" in one.sure()) == (one.p.argmax() == 4)
    assert one.rival != one.truth == 4

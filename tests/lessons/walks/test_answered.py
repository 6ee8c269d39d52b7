"""What a network answers is told by its loss, and whatever the loss, the blame that is told is its slope."""

import numpy as np
import pytest

from core.losses import LOSSES
from lessons.page.stop import plain, three
from lessons.walks.answered import ANSWERS, answer
from tests.support.told_sums import sums

Y = np.eye(10)[4]
LOGITS = {
    "unsure": np.linspace(-1.0, 0.8, 10),
    "sure and right": np.where(Y, 6.5, -4.0),
    "sure and wrong": np.where(np.arange(10) == 9, 9.0, -3.0),
    "nothing at all": np.zeros(10),
}


@pytest.fixture(params=LOGITS)
def z(request):
    return LOGITS[request.param]


@pytest.fixture(params=LOSSES)
def loss(request):
    return LOSSES[request.param]


@pytest.fixture
def told(loss, z):
    return answer(loss, z, loss.output(z[None])[0], Y)


def test_every_loss_has_a_way_to_be_told():
    assert set(ANSWERS) == {type(loss) for loss in LOSSES.values()}


def test_its_blames_are_the_slopes_of_the_loss(told, loss, z):
    steps = 1e-6 * np.eye(10)
    up, down = loss.each(z + steps, Y), loss.each(z - steps, Y)
    assert told.blames == pytest.approx((up - down) / 2e-6, abs=1e-7)
    assert told.loss == pytest.approx(float(loss.value(z[None], Y[None])))


def test_every_sum_comes_out(told):
    made = told.made()
    text = [*told.how_wrong(), *told.blame(), *(made[1] if made else ()), told.sure()]
    found = list(sums(" ".join(map(plain, text)).replace("\N{NO-BREAK SPACE}", " ")))
    assert [one for one in found if not one.holds] == []
    assert len(found) >= 2
    assert f"{three(told.p[4] - 1)}" in plain(told.blame()[1])


def test_the_curve_goes_through_what_happened_and_is_the_loss_of_another_answer(told, loss, z):
    curve = told.curve()
    ((p, here, _),) = curve.points
    assert here == told.loss
    assert np.interp(p, curve.x, curve.y) == pytest.approx(told.loss, rel=0.03, abs=0.06)
    if loss is LOSSES["quadratic"]:
        other = z.copy()
        other[4] = curve.x[7]
        assert curve.y[7] == pytest.approx(float(loss.each(other[None], Y[None])[0]))


def test_who_is_right_is_told_to_be_right(told):
    assert ("that is right" in told.sure()) == (told.p.argmax() == 4)
    assert told.rival != told.truth


def test_an_eight_has_its_article():
    z = np.eye(10)[8]
    for loss in LOSSES.values():
        p = loss.output(z[None])[0]
        assert "an [8]" in answer(loss, -z, loss.output(-z[None])[0], z).sure()
        assert " a **8**" not in answer(loss, z, p, Y).sure()

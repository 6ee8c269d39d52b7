"""What is told of the squared distances is the quadratic loss, over every answer that there could have been."""

import pytest

from core.losses import Quadratic
from lessons.page.stop import plain, three
from lessons.walks.answers.distances import Distances
from tests.lessons.walks.answers.logits import LOGITS, Y, told


@pytest.mark.parametrize("z", LOGITS.values(), ids=LOGITS)
def test_the_curve_is_the_loss_of_other_answers_for_the_truth(z):
    one = told("quadratic", z)
    assert isinstance(one, Distances)
    curve = one.curve()
    for k in (0, 7, 199):
        other = z.copy()
        other[4] = curve.x[k]
        assert curve.y[k] == pytest.approx(float(Quadratic().each(other[None], Y[None])[0]))


def test_answers_are_numbers_and_not_shares():
    one = told("quadratic", LOGITS["sure and wrong"])
    assert "%" not in plain(one.sure())
    assert f"({three(-3.0)} − 1)² / 2 = 8.00" in plain(one.how_wrong()[1])
    assert one.made() is None


@pytest.mark.parametrize("z", LOGITS.values(), ids=LOGITS)
def test_that_the_answers_do_not_add_up_to_1_nor_their_blames_to_0_is_told_with_what_they_come_to(z):
    one = told("quadratic", z)
    assert f"need not add up to 1 (here they come to {three(z.sum())})" in plain(one.how_wrong()[0])
    assert f"need not add up to 0 (here they come to {three(z.sum() - 1)})" in plain(one.blame()[1])

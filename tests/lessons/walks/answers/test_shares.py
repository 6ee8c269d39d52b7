"""Shares are told in percent, and with the article that their digit has."""

import numpy as np

from core.losses import SoftmaxCrossEntropy
from lessons.page.stop import plain
from lessons.walks.answers.by_loss import answer
from lessons.walks.answers.shares import Shares


def test_an_eight_is_an_eight():
    p = np.full(10, 0.05)
    p[8] = 0.55
    eight, loss = np.eye(10)[8], SoftmaxCrossEntropy()
    assert "that this is an 8, and that is right" in plain(answer(loss, np.log(p), p, eight).sure())
    assert "that this is an 8. It is a 4, which got 5.0" in plain(answer(loss, np.log(p), p, np.eye(10)[4]).sure())
    p[[8, 3]] = p[[3, 8]]
    assert "that this is a 3. It is an 8, which got 5.0" in plain(answer(loss, np.log(p), p, eight).sure())


def test_the_loss_and_the_blame_are_those_of_the_share():
    p = np.full(10, 0.1)
    one = Shares(np.zeros(10), p, 4, 9, 2.302585)
    assert "−ln\N{NO-BREAK SPACE}0.1000 = 2.30" in plain(one.how_wrong()[1])
    assert "0.100 − 1 = −0.900" in plain(one.blame()[1])

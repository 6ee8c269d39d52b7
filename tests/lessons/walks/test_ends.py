"""What a walk says of all other digits is what happened to them, whichever way it went."""

import numpy as np
import pytest

from core.config import Config
from core.losses import SoftmaxCrossEntropy, smooth
from core.network import Network
from core.regularizers import Penalty
from lessons.page.one_step import Readings
from lessons.page.stop import plain, three
from lessons.walks.answers.by_loss import answer
from lessons.walks.ends import StepAhead, everybody, training
from tests.lessons.walks.networks import walk


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


def test_a_step_promises_what_its_slope_says_and_tells_what_happened():
    ahead = StepAhead(3, 2.0, 10.0, lambda rate: 2.0 - 10.0 * rate + 40 * rate**2)
    assert ahead.rate == 0.1
    text = " ".join(map(plain, ahead.says("Back to our 4. ")))
    assert text.startswith("Back to our 4. Put all 3 weights")
    assert "from 2.00 to 1.00. What happened is 1.40." in text
    assert "(1.9000 promised, 1.9040 happened)" in text
    assert "A longer step would have thrown the loss up again." in text
    assert [label for _, _, label in ahead.curve(5).points] == ["happened: 1.40", "promised: 1.00"]


def said(config: Config) -> str:
    p = np.array([0.2, 0.7, 0.1])
    shares = answer(SoftmaxCrossEntropy(), np.log(p), p, np.array([1.0, 0, 0]))
    return " ".join(map(plain, training(config, shares, {"W": (-0.5, 0.25), "b": (0.125, -0.75)})))


def test_smoothed_targets_are_told_as_core_has_them():
    y = smooth(np.array([[1.0, 0, 0]]), 0.3)[0]
    text = said(Config(label_smoothing=0.3))
    assert f"0.200 − {three(y[0])} = −0.600" in text
    assert f"0.700 − {three(y[1])} = 0.600" in text
    assert "price" not in text


@pytest.mark.parametrize(("who", "letter"), [("weights", "W"), ("biases", "b"), ("both", "W")])
def test_a_price_is_told_as_core_has_it(who, letter):
    network = Network.from_text("1-1")
    theta = np.array([-0.5, 0.125])
    price = Penalty(0.01, 0.02, who).gradient(network, theta)["Wb".index(letter)]
    assert f"that is {three(price)}: " in said(Config(l1=0.01, l2=0.02, penalised=who))


def test_of_a_training_that_asked_no_more_nothing_is_said():
    assert said(Config()) == ""
    assert training(None, None, {}) == ()


@pytest.mark.parametrize(("name", "off"), [("wide", True), ("flat", False), ("distances", False), ("max pool", True)])
def test_of_a_network_that_was_not_trained_that_is_said_first(name, off):
    s, stops = walk(name)
    assert [*stops][:2] == ["look", "untrained"]
    text = " ".join(map(plain, stops["untrained"].says))
    assert text.startswith("Nobody has trained this network.")
    assert ("no fault" in text) is off
    assert ("−ln 0.1 = 2.30" in text) is isinstance(s.network.loss, SoftmaxCrossEntropy)


def test_where_most_truths_lost_and_the_mean_gained_the_nine_others_are_named():
    def p(truth, rest):
        return np.array([[rest, truth]] * 4)

    crowd = Readings(np.ones(4, int), p(0.6, 0.5), p(0.5, 0.2), 0.205, 0.145)
    text = plain(everybody(crowd, "our 4", squared=True)[0])
    assert "the nine others gained more" in text
    assert "the nine others" not in plain(everybody(crowd, "our 4")[0])

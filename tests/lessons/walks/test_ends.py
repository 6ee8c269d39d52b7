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
from lessons.walks.ends import WHY_A_MEAN, StepAhead, everybody, training
from tests.lessons.walks.networks import walk


def readings(right_before, right_after, loss_before, loss_after) -> Readings:
    """Four digits of class 1, so many of them read right."""

    def p(right):
        return np.array([[0.2, 0.8] if n < right else [0.8, 0.2] for n in range(4)])

    return Readings(np.ones(4, int), p(right_before), p(right_after), loss_before, loss_after)


@pytest.mark.parametrize(
    ("crowd", "said", "more"),
    [
        (readings(3, 2, 0.5, 0.7), "all digits together lost by it: their mean loss rose from 0.500 to 0.700", False),
        (readings(2, 3, 0.5, 0.4), "all digits together gained by it: their mean loss fell from 0.500 to 0.400", False),
        (readings(2, 3, 0.5, 0.7), "all digits together lost by it", True),  # more of them right, and the loss larger
        (readings(3, 2, 0.5, 0.4), "all digits together gained by it", True),
        (readings(2, 2, 0.5, 0.7), "all digits together lost by it", False),
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


def test_yet_is_said_where_most_digits_fared_otherwise_than_their_mean():
    """Three of four truths have less, and the mean loss fell: more of them are right, and that is no contrast."""

    def p(*truths):
        return np.array([[1 - truth, truth] for truth in truths])

    crowd = Readings(np.ones(4, int), p(0.9, 0.9, 0.9, 0.4), p(0.8, 0.8, 0.8, 0.9), 0.5, 0.3)
    text = plain(everybody(crowd, "our 4")[0])
    assert "1 from wrong to right: 75.00 % right before, 100.00 % after. For 3 the truth now gets less" in text
    assert "gets less than it did. Yet all digits together gained by it" in text
    helped = Readings(np.ones(4, int), p(0.9, 0.9, 0.9, 0.4), p(0.95, 0.95, 0.95, 0.9), 0.5, 0.3)
    assert "So all digits together gained by it" in plain(everybody(helped, "our 4")[0])
    same = Readings(np.ones(4, int), p(0.9, 0.9, 0.9, 0.4), p(0.8, 0.8, 0.8, 0.4), 0.5, 0.6)
    assert "none went from right to wrong or back: 75.00 % right before, 75.00 % after" in plain(
        everybody(same, "our 4")[0]
    )


@pytest.mark.parametrize(("name", "key"), [("wide", "many"), ("normalised", "mean"), ("yes or no to three", "mean")])
def test_why_a_mean_and_not_a_sum_is_told_once(name, key):
    _, stops = walk(name)
    assert [one for one, stop in stops.items() if WHY_A_MEAN in " ".join(stop.says)] == [key]
    assert ("N = 1, and nothing was divided" in " ".join(stops["many"].says)) is (key == "many")


@pytest.mark.parametrize("name", ["wide", "flat", "distances", "max pool", "nothing hidden"])
def test_what_the_first_layer_learns_under_random_weights_is_told_where_there_are_any(name):
    s, stops = walk(name)
    assert ("beneath" in stops) is (name != "nothing hidden")
    if "beneath" in stops:
        assert stops["beneath"].step == f"d{s.wires[s.network.parameters[0].layer + 1]}"
        assert plain(stops["beneath"].says[0]).startswith("The first layer stands under weights that chance drew.")

"""The checks that people run: they find what is wrong, agree with each other, and are quick."""

import numpy as np
import pytest

from core.checks import central_difference, check, complex_step, each_parameter, each_weight, error_against_h
from core.initializers import initialize
from core.layers import Dense
from core.network import Network
from tests.core.test_network import EVERYTHING, small


@pytest.mark.parametrize("text", ["5-4-tanh-6-sigmoid-3", EVERYTHING])
def test_complex_step_agrees_with_the_gradient_to_the_last_bits(text):
    network, theta, x, labels = small(text)
    direction = np.random.default_rng(5).standard_normal(network.size)
    claimed = network.trace(theta, x, labels).gradient @ direction
    assert complex_step(network, theta, x, labels, direction) == pytest.approx(claimed, rel=1e-11)
    assert central_difference(network, theta, x, labels, direction) == pytest.approx(claimed, rel=1e-5)


@pytest.mark.parametrize("layer", [0, 2])
@pytest.mark.parametrize("method", ["central", "complex"])
@pytest.mark.parametrize("text", ["7-5-tanh-4-gelu-3", "7-5-relu-4-ln-3"])
def test_all_weights_at_once_are_the_textbook_loop(text, layer, method):
    network, theta, x, labels = small(text, rows=1)
    x[0, 2:4] = 0  # pixels without ink
    weights = next(p for p in network.parameters if p.layer == layer)
    slow = each_parameter(network, theta, x, labels, np.arange(weights.start, weights.stop))
    fast = each_weight(network, theta, x, labels[0], layer, method)
    assert fast.shape == weights.shape
    relative, absolute = (1e-5, 1e-9) if method == "central" else (1e-11, 1e-15)
    np.testing.assert_allclose(fast.reshape(-1), slow, rtol=relative, atol=absolute)


def test_a_hundred_thousand_weights_take_few_passes(monkeypatch):
    network = Network.from_text("784-128-relu-64-relu-10")
    random = np.random.default_rng(0)
    theta, x = 0.05 * random.standard_normal(network.size), random.random((1, 784)) * (random.random((1, 784)) < 0.2)
    gradient = network.unpack(network.trace(theta, x, [3]).gradient)[0][0]
    passes, each = [], network.loss.each

    def counted(_, rows, targets):
        passes.append(len(rows))
        return each(rows, targets)

    monkeypatch.setattr(type(network.loss), "each", counted)
    slopes = each_weight(network, theta, x, 3, layer=0)
    np.testing.assert_allclose(slopes, gradient, atol=1e-8)
    assert slopes.size == 100_352
    inked = np.count_nonzero(x)
    assert sum(passes) == 2 * 128 * inked  # a row for each weight that moves anything, and each side of it
    assert len(passes) < inked / 2  # many rows a pass; the textbook's loop takes two passes for each weight


def test_what_cannot_be_checked_this_way_is_said():
    network, theta, x, labels = small("5-4-bn-3", rows=1)
    with pytest.raises(ValueError, match="in_use"):
        each_weight(network, theta, x, labels[0], 0)
    with pytest.raises(ValueError, match="dense"):
        each_weight(network, theta, x, labels[0], 1)


def test_the_verdict_on_a_right_network():
    network, theta, x, labels = small(EVERYTHING)
    verdicts = check(network, theta, x, labels, most=30)
    assert [v.name for v in verdicts] == [p.name for p in network.parameters]
    assert all(v.checked == min(30, v.size) for v in verdicts)
    assert max(v.error for v in verdicts) < 1e-10


def test_the_verdict_on_a_wrong_network(monkeypatch):
    network, theta, x, labels = small()
    right = Dense._write_gradients

    def wrong(layer, *given, out):
        right(layer, *given, out)
        out[0][...] *= 1.01

    monkeypatch.setattr(Dense, "_write_gradients", wrong)
    errors = {v.name: v.error for v in check(network, theta, x, labels)}
    assert min(errors[name] for name in ("W1", "W2", "W3")) > 0.005
    assert max(errors[name] for name in ("b1", "b2", "b3")) < 1e-9


NEW = ["144-4-bn-relu-3", "1x12x12-conv2x3x3p1-relu-maxpool2-conv3x3x3-leaky-flatten-3"]


@pytest.mark.parametrize(("text", "rows"), [(NEW[0], 1), (NEW[1], 2)])
def test_the_verdict_on_a_new_network_whose_biases_are_0(text, rows):
    network = Network.from_text(text)
    x = np.zeros((rows, 12, 12))
    x[:, 4:8, 5:7] = 0.7  # ink in the middle, and blank patches that every bias of 0 leaves at 0
    verdicts = check(network, initialize(network, "he", 0, np.float64), x.reshape(rows, 144), np.arange(rows))
    assert max(v.error for v in verdicts) < 1e-9


def test_error_against_h_shows_truncation_and_round_off():
    network, theta, x, labels = small()
    steps = 10.0 ** -np.arange(1, 16)
    central, exact = error_against_h(network, theta, x, labels, steps)
    best = central.argmin()
    assert 3 <= best <= 6  # h around 1e-5
    assert central[1] / central[2] == pytest.approx(100, rel=0.3)  # a tenth of h: a hundredth of the error
    assert central[-1] > 100 * central[best]
    assert exact[-1] < 1e-12

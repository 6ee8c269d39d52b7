"""A network as a whole: every entry of its gradient, its layout, and the text that spells it."""

import copy
import pickle

import numpy as np
import pytest

from core.losses import LOSSES
from core.network import Network
from tests.support.slopes import assert_gradient


def small(text="5-4-tanh-6-sigmoid-3", rows=3, seed=1):
    """A network with random, non-zero parameters and a batch for it, in double precision."""
    random = np.random.default_rng(seed)
    network = Network.from_text(text)
    return (
        network,
        random.standard_normal(network.size),
        random.random((rows, *network.input_shape)),
        random.integers(network.classes, size=rows),
    )


EVERYTHING = "1x8x8-conv3x3x3p1-bn-relu-maxpool2-dropout0.3-conv4x3x3s2-elu-avgpool1-flatten-6-ln-gelu-5-bn-softplus-4"


@pytest.mark.parametrize("text", ["5-4-tanh-6-sigmoid-3", EVERYTHING])
def test_every_entry_of_the_gradient(text):
    network, theta, x, labels = small(text)
    measured = np.empty_like(theta)
    for k in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[k] += 1e-6
        down[k] -= 1e-6
        measured[k] = (network.trace(up, x, labels).loss - network.trace(down, x, labels).loss) / 2e-6
    np.testing.assert_allclose(network.trace(theta, x, labels).gradient, measured, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("text", ["5-4-tanh-6-sigmoid-3", EVERYTHING])
def test_the_gradient_of_every_pixel(text):
    network, theta, x, labels = small(text)
    measured = np.empty_like(x)
    for at in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[at] += 1e-6
        down[at] -= 1e-6
        measured[at] = (network.trace(theta, up, labels).loss - network.trace(theta, down, labels).loss) / 2e-6
    np.testing.assert_allclose(network.trace(theta, x, labels).grads[0], measured, rtol=1e-5, atol=1e-8)


def test_a_trace_belongs_together():
    network, theta, x, labels = small()
    trace = network.trace(theta, x, labels)
    assert len(trace.values) == len(trace.grads) == len(network.wires) == len(network.layers) + 1
    assert all(
        value.shape == grad.shape == (3, *shape)
        for value, grad, shape in zip(trace.values, trace.grads, network.shapes, strict=True)
    )
    np.testing.assert_array_equal(trace.p, network.predict(theta, x))
    np.testing.assert_allclose(trace.p.sum(axis=1), 1, rtol=1e-14)


def test_a_gradient_that_stops_early_is_the_same():
    network, theta, x, labels = small()
    trace = network.trace(theta, x, labels)
    grads, gradient = network.backward(theta, trace.values, trace.grads[-1], down_to=1)
    np.testing.assert_array_equal(gradient, trace.gradient)
    assert grads[0] is None


@pytest.mark.parametrize("text", ["5-4-tanh-6-sigmoid-3", EVERYTHING])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_gradient_is_worked_out_when_somebody_looks_and_is_the_one_of_training(text, rows, monkeypatch):
    network, theta, x, labels = small(text, rows)
    asked = []
    right = Network.gradient
    monkeypatch.setattr(Network, "gradient", lambda *given: asked.append(1) or right(*given))
    trace = network.trace(theta, x, labels)
    assert not asked
    grads, gradient = network.backward(theta, trace.values, network.loss.gradient(trace.p, trace.y))
    theta += 1  # as a step moves it that was taken meanwhile
    np.testing.assert_array_equal(trace.gradient, gradient)
    assert trace.gradient is trace.gradient
    assert len(asked) == 2
    for there, here in zip(trace.grads, grads, strict=True):
        np.testing.assert_array_equal(there, here)


def test_the_gradient_of_one_digits_weights_is_an_outer_product():
    network, theta, x, labels = small(rows=1)
    trace = network.trace(theta, x, labels)
    for k in (0, 2, 4):
        dW, db = network.unpack(trace.gradient)[k]
        np.testing.assert_array_equal(dW, np.outer(trace.values[k], trace.grads[k + 1]))
        np.testing.assert_array_equal(db, trace.grads[k + 1][0])


def test_a_batch_is_the_mean_of_its_digits():
    network, theta, x, labels = small()
    alone = [network.trace(theta, x[n : n + 1], labels[n : n + 1]).gradient for n in range(3)]
    np.testing.assert_allclose(network.trace(theta, x, labels).gradient, np.mean(alone, axis=0), rtol=1e-12, atol=1e-16)


def test_it_is_a_value():
    network = Network.from_text("784-16-relu-10")
    assert network == Network.from_text("784-16-relu-10") != Network.from_text("784-16-tanh-10")
    assert hash(network) == hash(Network.from_text("784-16-relu-10"))
    assert pickle.loads(pickle.dumps(network)) == copy.deepcopy(network) == network


def test_in_use_nothing_is_left_out_and_no_digit_depends_on_another():
    network, theta, x, labels = small("6-5-bn-relu-dropout0.5-bn-4", rows=8)
    statistics = network.statistics(network.forward(theta, x))
    assert [s.shape for s in statistics] == [(2, 5), (2, 5)]
    used = network.in_use(statistics)
    assert str(used) == "6-5-bn-relu-dropout0-bn-4"
    assert used.parameters == network.parameters
    np.testing.assert_allclose(used.predict(theta, x)[:3], used.predict(theta, x[:3]), rtol=1e-13)
    without = Network.from_text("6-5-bn-relu-4")
    kept = np.random.default_rng(3).standard_normal(without.size)
    values = without.forward(kept, x)
    np.testing.assert_allclose(
        without.statistics(values)[0], [values[1].mean(axis=0), values[1].var(axis=0, ddof=1)], rtol=1e-12
    )
    statistics = [without.layers[1].statistics(values[1])]
    np.testing.assert_allclose(without.in_use(statistics).predict(kept, x), without.predict(kept, x), rtol=1e-12)
    assert Network.from_text("6-5-relu-4").in_use() == Network.from_text("6-5-relu-4")


def test_dropout_is_a_function_of_seed_and_step():
    network, theta, x, labels = small("6-50-relu-dropout0.5-50-dropout0.5-4")
    one, again, later, other = (network.at(*when).trace(theta, x, labels) for when in [(1, 5), (1, 5), (1, 6), (2, 5)])
    np.testing.assert_array_equal(one.gradient, again.gradient)
    assert one.loss != later.loss != other.loss != one.loss
    masks = [one.values[k + 1] == 0 for k in (2, 4)]
    assert (masks[0] != masks[1]).any()


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_follows_its_gradient(loss):
    network = Network.from_text("5-6-tanh-4-sigmoid", LOSSES[loss])
    random = np.random.default_rng(2)
    theta, x, labels = random.standard_normal(network.size), random.random((3, 5)), [0, 3, 1]
    assert_gradient(
        lambda theta: network.trace(theta, x, labels).loss, theta, network.trace(theta, x, labels).gradient, random
    )


@pytest.mark.parametrize(
    "text",
    ["784-12-relu-ln-dropout0.5-10", "1x28x28-conv2x3x3s2p1-relu-maxpool2-conv3x3x3-gelu-avgpool5-flatten-10"],
)
def test_of_no_examples_the_gradient_is_zero(text):
    network = Network.from_text(text)
    x, theta = np.zeros((0, *network.input_shape)), np.ones(network.size)
    values = network.forward(theta, x)
    grads, gradient = network.backward(theta, values, values[-1])
    assert [g.shape for g in grads] == [v.shape for v in values]
    np.testing.assert_array_equal(gradient, np.zeros(network.size))

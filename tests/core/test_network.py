"""A network as a whole: every entry of its gradient, its layout, and the text that spells it."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.layers import Activate, Dense, ShapeError
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


def test_a_batch_is_the_mean_of_its_digits():
    network, theta, x, labels = small()
    alone = [network.trace(theta, x[n : n + 1], labels[n : n + 1]).gradient for n in range(3)]
    np.testing.assert_allclose(network.trace(theta, x, labels).gradient, np.mean(alone, axis=0), rtol=1e-12, atol=1e-16)


def test_names_and_places():
    network = Network.from_text("784-128-relu-64-relu-10")
    assert network.wires == ("x", "z1", "a1", "z2", "a2", "z3")
    assert network.numbers == (1, 1, 2, 2, 3)
    assert [p.name for p in network.parameters] == ["W1", "b1", "W2", "b2", "W3", "b3"]
    assert network.size == 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10
    assert [p.start for p in network.parameters[1:]] == [p.stop for p in network.parameters[:-1]]
    theta = np.arange(network.size)
    W2 = network.unpack(theta)[2][0]
    assert W2[3, 5] == network.parameters[2].start + 3 * 64 + 5
    assert W2.base is theta


def test_it_is_a_value():
    network = Network.from_text("784-16-relu-10")
    assert network == Network.from_text("784-16-relu-10") != Network.from_text("784-16-tanh-10")
    assert hash(network) == hash(Network.from_text("784-16-relu-10"))
    assert pickle.loads(pickle.dumps(network)) == copy.deepcopy(network) == network


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "number of inputs"),
        ("relu-10", "number of inputs"),
        ("784", "number of classes"),
        ("784-relu", "number of classes"),
        ("784-128-swish-10", "swish"),
        ("784-0-10", "“0”"),
        ("784--10", "“”"),
        ("784-10-" + "9" * 50, "“99999"),
        ("1x28x28-10", "1 × 28 × 28. Put flatten between"),
        ("1x28x28-conv6x5x5-relu", "number of classes"),
        (
            "1x28x28-conv6x5x5-maxpool5-flatten-10",
            r"layer 2 \(conv6x5x5\) hands on 6 × 24 × 24, and layer 3 \(maxpool5\) cannot",
        ),
        ("784-conv6x5x5-flatten-10", r"the input hands on 784 numbers, and layer 1 \(conv6x5x5\)"),
        ("784-100-flatten-10", r"layer 1 \(100\) hands on 100 numbers, and layer 2 \(flatten\)"),
        ("1x28x28-conv6x29x29-flatten-10", "larger than that image"),
        ("784-dropout1.5-10", "“dropout1.5” is no dropout"),
        ("784-1000000-10", "between 1 and 999,999"),
        ("784" + "-relu" * 101 + "-10", "at most 100 layers; this one has 102"),
    ],
)
def test_text_that_spells_no_network_gets_a_sentence(text, says):
    with pytest.raises(ShapeError, match=says) as error:
        Network.from_text(text)
    assert str(error.value).endswith(".")
    assert len(str(error.value)) < 250


def test_a_chain_that_does_not_fit():
    with pytest.raises(ShapeError, match=r"5.*4|4.*5"):
        Network((3,), (Dense(3, 4), Activate("relu"), Dense(5, 2)))


@given(
    st.lists(st.one_of(st.integers(1, 8).map(str), st.sampled_from([*ACTIVATIONS, "ln", "dropout0.5"])), max_size=6),
    st.integers(1, 5),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60, deadline=None)
def test_any_chain_reads_back_and_follows_its_gradient(words, rows, seed):
    text = "-".join(["6", *words, "4"])
    network, theta, x, labels = small(text, rows, seed)
    assert str(network) == text
    assert Network.from_text(str(network)) == network
    trace = network.trace(theta, x, labels)
    direction = np.random.default_rng(seed).standard_normal(network.size)
    h = 1e-6
    up, down = (network.trace(theta + s * direction, x, labels).loss for s in (h, -h))
    if all(
        (a * b > 0).all()
        for a, b in zip(
            network.forward(theta + h * direction, x)[1:], network.forward(theta - h * direction, x)[1:], strict=True
        )
    ):
        claimed = trace.gradient @ direction
        assert abs((up - down) / (2 * h) - claimed) <= 1e-5 * (abs(claimed) + np.linalg.norm(trace.gradient) + 1e-3)


WORDS = [
    "conv2x3x3",
    "conv3x2x2s2",
    "conv2x3x3p1",
    "conv1x1x1",
    "maxpool2",
    "avgpool2",
    "maxpool3",
    "relu",
    "tanh",
    "bn",
    "dropout0.25",
    "flatten",
    "7",
    "ln",
]


@given(st.lists(st.sampled_from(WORDS), max_size=7))
@settings(max_examples=150, deadline=None)
def test_any_chain_of_images_fits_or_says_which_two_layers_do_not(words):
    text = "-".join(["1x9x8", *words, "flatten" * ("flatten" not in words) or "relu", "3"])
    try:
        network = Network.from_text(text)
    except ShapeError as error:
        assert any(word in str(error) for word in text.split("-"))  # noqa: PT017
        return
    assert str(network) == text
    random = np.random.default_rng(0)
    trace = network.trace(random.standard_normal(network.size), random.random((2, 72)), [0, 2])
    assert all(value.shape == grad.shape for value, grad in zip(trace.values, trace.grads, strict=True))
    assert trace.gradient.shape == (network.size,)


def test_lenet_fits_one_line():
    network = Network.from_text("1x28x28-conv6x5x5-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10")
    assert network.input_shape == (784,)
    assert network.size == 44_426
    assert network.shapes[7] == (16, 4, 4)
    assert [p.name for p in network.parameters] == [f"{letter}{n}" for n in range(1, 6) for letter in "Wb"]


def test_names_are_never_given_twice():
    network = Network.from_text("6-bn-5-bn-bn-relu-tanh-4")
    assert network.wires == ("x", "u0", "z1", "u1", "u1′", "a1", "a1′", "z2")
    assert [p.name for p in network.parameters] == [
        "gamma0",
        "beta0",
        "W1",
        "b1",
        "gamma1",
        "beta1",
        "gamma1′",
        "beta1′",
        "W2",
        "b2",
    ]


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

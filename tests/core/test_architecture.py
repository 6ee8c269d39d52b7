"""The text that spells a network: read, written, or refused with a sentence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.layers import Activate, Dense, ShapeError
from core.network import Network
from tests.core.test_network import small


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
        ("784-10-softmax", "Leave softmax out: it belongs to the loss"),
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

"""Every initialisation: its mean and spread, that biases start at zero, that a seed repeats it."""

import numpy as np
import pytest

from core.initializers import INITIALIZERS, initialize
from core.network import Network

NETWORK = Network.from_text("400-300-relu-10")
SPREADS = {
    "he": np.sqrt(2 / 400),
    "he uniform": np.sqrt(2 / 400),
    "xavier": np.sqrt(2 / 700),
    "xavier uniform": np.sqrt(2 / 700),
    "lecun": np.sqrt(1 / 400),
    "lecun uniform": np.sqrt(1 / 400),
    "orthogonal": np.sqrt(1 / 400),
    "normal": 0.01,
    "uniform": 0.05 / np.sqrt(3),
    "unit normal": 1.0,
    "nielsen": np.sqrt(1 / 400),
    "nielsen, replayed": np.sqrt(1 / 400),
    "unit normal, replayed": 1.0,
    "zeros": 0.0,
}

UNIT = {"unit normal", "unit normal, replayed"}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_mean_and_spread(name):
    W1, b1 = NETWORK.unpack(initialize(NETWORK, name, seed=0, dtype=np.float64))[0]
    assert W1.std() == pytest.approx(SPREADS[name], rel=0.02)  # 120,000 draws: 0.2 % is one sigma
    assert abs(W1.mean()) <= 5 * SPREADS[name] / np.sqrt(W1.size)
    assert b1.any() == bool(INITIALIZERS[name].bias_spread)
    if "uniform" in name:
        assert np.abs(W1).max() <= SPREADS[name] * np.sqrt(3)


@pytest.mark.parametrize("name", INITIALIZERS)
def test_a_seed_repeats_it(name):
    first, again, other = (initialize(NETWORK, name, seed) for seed in (5, 5, 6))
    assert first.dtype == np.float32
    assert (first == again).all()
    assert (first != other).any() or name == "zeros"


@pytest.mark.parametrize("text", ["400-300-10", "30-50-10"])
def test_orthogonal_columns_or_rows(text):
    network = Network.from_text(text)
    W1, _ = network.unpack(initialize(network, "orthogonal", 0, np.float64))[0]
    product = W1.T @ W1 if W1.shape[0] >= W1.shape[1] else W1 @ W1.T
    np.testing.assert_allclose(product, np.eye(len(product)), atol=1e-13)


@pytest.mark.parametrize("name", sorted(set(INITIALIZERS) - {"zeros", "normal", "uniform"} - UNIT))
def test_a_convolution_counts_the_inputs_under_its_window(name):
    network = Network.from_text("20x8x8-conv60x5x5-flatten-10")
    W1, _ = network.unpack(initialize(network, name, 0, np.float64))[1]
    inputs, outputs = 20 * 25, 60 * 25
    expected = 1 / inputs if name == "orthogonal" else INITIALIZERS[name].variance(inputs, outputs)
    assert W1.shape == (60, 20, 5, 5)
    assert W1.var() == pytest.approx(expected, rel=0.05)


def test_normalisations_start_as_the_identity():
    network = Network.from_text("6-5-bn-ln-4")
    parts = network.unpack(initialize(network, "he", 0))
    assert [p.tolist() for p in (*parts[1], *parts[2])] == [[1] * 5, [0] * 5, [1] * 5, [0] * 5]


def test_he_keeps_the_mean_square_through_twenty_relu_layers():
    network = Network.from_text("-".join(["300"] + ["300-relu"] * 20 + ["10"]))
    theta = initialize(network, "he", 1, np.float64)
    values = network.forward(theta, np.random.default_rng(0).standard_normal((50, 300)))
    assert 0.3 < (values[-2] ** 2).mean() / (values[2] ** 2).mean() < 3


def test_a_published_program_is_replayed_network_after_network():
    """As in Nielsen's network2.py: all biases, then all weights as (out, in), from the one stream of a program."""
    network, stream = Network.from_text("6-5-sigmoid-4"), np.random.RandomState(9)
    sizes = [(6, 5), (5, 4)]

    def drawn(divided):
        biases = [stream.randn(units, 1) for _, units in sizes]
        weights = [stream.randn(units, inputs) / (np.sqrt(inputs) if divided else 1) for inputs, units in sizes]
        return np.concatenate([v.reshape(-1) for w, b in zip(weights, biases, strict=True) for v in (w.T, b)])

    first, second = drawn(True), drawn(True)
    large = drawn(False)
    for name, before, expected in (("nielsen", 0, first), ("nielsen", 1, second), ("unit normal", 1, large)):
        found = initialize(network, f"{name}, replayed", 9, np.float64, before)
        np.testing.assert_allclose(found, expected, rtol=1e-15)

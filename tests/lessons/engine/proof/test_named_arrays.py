"""Each array of a pass has the name that core and the equations give it."""

import numpy as np

from core.network import Network
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.equations import derive
from lessons.engine.proof.named_arrays import arrays_of, example


def test_values_gradients_and_parameters_are_core_s_own():
    network = Network.from_text("5-4-relu-3")
    rng = np.random.default_rng(0)
    trace = network.trace(rng.standard_normal(network.size), rng.standard_normal((2, 5)), np.array([0, 2]))
    arrays = arrays_of(trace)
    assert arrays["N"] == 2
    for wire, value, grad in zip(network.wires, trace.values, trace.grads, strict=True):
        assert arrays[wire] is value
        assert arrays[f"d{wire}"] is grad
    np.testing.assert_array_equal(arrays["W2"], network.unpack(trace.theta)[2][0])
    assert arrays["dW2"].shape == arrays["W2"].shape
    assert arrays["L"] == trace.loss


def test_every_equation_finds_its_arrays_inside_layers_too():
    network = Network.from_text("5-4-bn-relu-dropout0.5-3")
    arrays = example(network, examples=4, seed=1)
    for equation in derive(network):
        assert equation.name in arrays
        assert equation.reads <= set(arrays) | {"dp"}
    assert set(arrays) >= {"mu1", "var1", "xhat1", "m1", "h1"}


def test_the_example_depends_on_its_seed_alone():
    network = Network.from_text("3-2")
    again, other = example(network, seed=0), example(network, seed=1)
    np.testing.assert_array_equal(example(network)["x"], again["x"])
    assert not np.array_equal(again["x"], other["x"])


def test_of_equal_pixels_the_first_is_kept():
    network = Network.from_text("1x4x4-maxpool2-flatten-2")
    rng = np.random.default_rng(0)
    trace = network.trace(
        rng.standard_normal(network.size), np.tile([1.0, 1, 0, 0, 1, 1, 0, 0], (3, 2)), np.array([0, 1, 1])
    )
    arrays = arrays_of(trace)
    for equation in derive(network):
        np.testing.assert_allclose(
            evaluate(equation.rhs, arrays, equation.indices), arrays[equation.name], rtol=1e-12, atol=1e-15
        )

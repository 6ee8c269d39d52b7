"""One weight followed to the loss has the gradient that core gives it, whatever bends the sums."""

import numpy as np
import pytest

from core.network import Network
from lessons.derivations import whole
from lessons.derivations.whole import one_weight, products, sizes_of_gradients
from lessons.engine.algebra.numbers import evaluate


@pytest.mark.parametrize("bends", [("relu", "relu"), ("tanh", "sigmoid"), ("gelu", "elu")])
def test_it_is_proved_for_any_activation(bends):
    assert one_weight(*bends).prove().proved


@pytest.mark.parametrize("mutate", [lambda e: -e, lambda e: 2 * e, lambda e: (1 + 1e-10) * e])
def test_a_planted_error_is_found(mutate, monkeypatch):
    monkeypatch.setattr(whole, "evaluate", lambda e, *rest: evaluate(mutate(e), *rest))
    assert one_weight().prove().errors["core"] > 1e-12


def test_the_last_line_names_only_what_the_forward_pass_leaves():
    names = {str(base) for base in one_weight().rhs.free_symbols}
    assert not any(name.startswith("d") for name in names)


def test_products_are_counted():
    forward, back, one_by_one = products(Network.from_text("5-4-relu-3"))
    assert (forward, back, one_by_one) == (20 + 12, 20 + 12 + 12, (24 + 15 + 1) * 32)


def test_gradients_are_listed_from_the_logits_to_the_pixels():
    network = Network.from_text("5-4-relu-3")
    rng = np.random.default_rng(0)
    trace = network.trace(rng.standard_normal(network.size), rng.standard_normal((1, 5)), np.array([1]))
    sizes = sizes_of_gradients(trace)
    assert [name for name, *_ in sizes] == ["z2", "a1", "z1", "x"]
    assert sizes[0][1:] == (3, pytest.approx(np.linalg.norm(trace.grads[-1])))

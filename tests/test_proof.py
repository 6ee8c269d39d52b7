"""Every equation is proved, and every planted error is found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Indexed

from core.activations import ACTIVATIONS
from core.losses import LOSSES
from core.network import Network
from lessons.backward import Step
from lessons.derive import derive
from lessons.proof import example, prove_equation, prove_network
from lessons.twins import N


def unproved(network, seed=0):
    return [proof for proof in prove_network(network, seed) if not proof.proved]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation(activation):
    assert unproved(Network.from_text(f"5-4-{activation}-3")) == []


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss(loss):
    assert unproved(replace(Network.from_text("4-3-tanh-3"), loss=LOSSES[loss])) == []


layers = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(sorted(ACTIVATIONS))), max_size=4)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(1, 6), layers, st.integers(2, 5), st.sampled_from(sorted(LOSSES)), st.integers(0, 99))
def test_random_networks(inputs, hidden, classes, loss, seed):
    text = "-".join([str(inputs), *(f"{width}-{name}" for width, name in hidden), str(classes)])
    assert unproved(replace(Network.from_text(text), loss=LOSSES[loss]), seed) == []


def test_every_backward_equation_has_all_its_witnesses():
    for proof in prove_network(Network.from_text("3-4-relu-2")):
        backward = {"complex step", "every line"} if proof.name.startswith("d") else set()
        assert set(proof.errors) == {"core", "matrix", "NumPy"} | backward, proof.name


def swapped(e):
    """Every weight with its indices the wrong way round."""
    return e.replace(lambda q: isinstance(q, Indexed) and str(q.base.label).startswith("W"), lambda q: q.base[q.indices[::-1]])


MUTATIONS = {
    "sign": lambda e: -e,
    "factor 2": lambda e: 2 * e,
    "factor 1 + 1e-10": lambda e: (1 + 1e-10) * e,
    "a second 1/N": lambda e: e / N,
    "1/N lost": lambda e: N * e,
    "indices swapped": swapped,
}


def test_every_planted_error_is_found():
    network = Network.from_text("4-4-sigmoid-4-relu-4-leaky-4")  # square, so that swapped indices fit
    equations, arrays = derive(network), example(network)
    forward = [e for e in equations if e.direction == "forward"]
    planted = 0
    for equation in equations:
        for mutation, mutate in MUTATIONS.items():
            if (wrong := mutate(equation.rhs)) == equation.rhs:
                continue
            result = replace(equation, steps=(*equation.steps[:-1], Step(wrong, "planted")))
            proof = prove_equation(result, forward, arrays)
            assert proof.errors["core"] > 1e-12, (equation.name, mutation)
            if equation.direction == "backward":
                assert proof.errors["complex step"] > 1e-12, (equation.name, mutation)
                assert proof.errors["every line"] > 1e-12, (equation.name, mutation)
            planted += 1
    assert planted > 100


@pytest.mark.parametrize("witness", ["every line", "matrix", "NumPy"])
def test_an_error_in_one_form_is_found_by_its_witness(witness, monkeypatch):
    network = Network.from_text("4-4-tanh-3")
    equations, arrays = derive(network), example(network)
    forward = [e for e in equations if e.direction == "forward"]
    for equation in equations:
        if witness == "every line" and equation.direction == "backward":
            for k in range(1, len(equation.steps) - 1):
                steps = list(equation.steps)
                steps[k] = Step((1 + 1e-10) * steps[k].expr, "planted")
                assert prove_equation(replace(equation, steps=tuple(steps)), forward, arrays).errors[witness] > 1e-12
        elif witness != "every line":
            wrong = replace(equation)
            wrong.__dict__["matrix"] = (1 + 1e-10) * equation.matrix  # what the cached property would have found
            assert prove_equation(wrong, forward, arrays).errors[witness] > 1e-12

"""Every equation is proved, and every planted error is found."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from sympy import Indexed

from core.activations import ACTIVATIONS
from core.layers import ShapeError
from core.losses import LOSSES
from core.network import Network
from lessons.engine.chain.derivation import Step
from lessons.engine.chain.equations import derive
from lessons.engine.proof.named_arrays import example
from lessons.engine.proof.witnesses import complex_step, prove_equation, prove_network
from lessons.engine.twins.definitions import N


def unproved(network, seed=0):
    return [proof for proof in prove_network(network, seed) if not proof.proved]


@pytest.mark.parametrize(("side", "slopes"), [(1e-17, 1), (-1e-17, 0)])
def test_a_complex_step_stays_on_the_side_of_a_kink_on_which_the_pass_was(side, slopes):
    """A sum that is 0 but for rounding may come out on the other side when it is worked out again."""
    network = Network.from_text("3-1-relu-2")
    arrays = example(network, examples=1)
    arrays |= {"z1": np.array([[side]]), "a1": np.array([[max(side, 0)]])}
    forward = [e for e in derive(network) if e.direction == "forward"]
    _, (found,) = complex_step(forward, arrays, "b1")
    assert np.count_nonzero(found) == slopes


layers = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from([*sorted(ACTIVATIONS), "ln", "bn-tanh", "dropout0.3"])), max_size=4
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(1, 6), layers, st.integers(2, 5), st.sampled_from(sorted(LOSSES)), st.integers(0, 99))
def test_random_networks(inputs, hidden, classes, loss, seed):
    text = "-".join([str(inputs), *(f"{width}-{name}" for width, name in hidden), str(classes)])
    assert unproved(replace(Network.from_text(text), loss=LOSSES[loss]), seed) == []


windows = st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 2), st.integers(0, 1))
stages = st.lists(
    st.tuples(windows, st.sampled_from(["relu", "tanh", "bn", "maxpool2", "avgpool2"])), min_size=1, max_size=2
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(1, 2), st.integers(3, 6), st.integers(3, 6), stages, st.integers(2, 3), st.integers(0, 99))
def test_random_networks_of_images(channels, height, width, stages, classes, seed):
    words = [f"{channels}x{height}x{width}"]
    for (filters, high, wide, stride, padding), after in stages:
        words += [f"conv{filters}x{high}x{wide}" + f"s{stride}" * (stride > 1) + f"p{padding}" * padding, after]
    try:
        network = Network.from_text("-".join([*words, "flatten", str(classes)]))
    except ShapeError:  # a window larger than its image, or pixels that no square covers
        reject()
    assert unproved(network, seed) == []


def test_every_backward_equation_has_all_its_witnesses():
    for proof in prove_network(Network.from_text("3-4-relu-2")):
        backward = {"complex step", "every line", "reasons"} if proof.name.startswith("d") else set()
        assert set(proof.errors) == {"core", "matrix", "NumPy"} | backward, proof.name


def swapped(e):
    """Every weight with its last two indices the wrong way round."""

    def is_weight(q):
        return isinstance(q, Indexed) and str(q.base.label).startswith("W")

    return e.replace(is_weight, lambda q: q.base[(*q.indices[:-2], q.indices[-1], q.indices[-2])])


MUTATIONS = {
    "sign": lambda e: -e,
    "factor 2": lambda e: 2 * e,
    "factor 1 + 1e-10": lambda e: (1 + 1e-10) * e,
    "a second 1/N": lambda e: e / N,
    "1/N lost": lambda e: N * e,
    "indices swapped": swapped,
}


@pytest.mark.parametrize(
    "text", ["4-4-sigmoid-4-relu-4-leaky-4", "3-3-bn-tanh-3", "1x4x4-conv1x3x3p1-maxpool2-flatten-4-ln-4"]
)
def test_every_planted_error_is_found(text):
    network = Network.from_text(text)  # square, so that swapped indices fit
    equations, arrays = derive(network), example(network)
    forward = [e for e in equations if e.direction == "forward"]
    planted = 0
    for equation in equations:
        for mutation, mutate in MUTATIONS.items():
            if (wrong := mutate(equation.rhs)) == equation.rhs or np.abs(arrays[equation.name]).max() < 1e-9:
                continue  # a bias before batch normalisation has a gradient of zero, whatever it is multiplied by
            result = replace(equation, steps=(*equation.steps[:-1], Step(wrong)))
            with np.errstate(invalid="ignore"):  # a variance with the wrong sign has no root
                proof = prove_equation(result, forward, arrays)
            assert proof.errors["core"] > 1e-12, (equation.name, mutation)
            if equation.direction == "backward":
                assert proof.errors["complex step"] > 1e-12, (equation.name, mutation)
                assert proof.errors["every line"] > 1e-12, (equation.name, mutation)
            planted += 1
    assert planted > 4 * len(equations)


@pytest.mark.parametrize("witness", ["every line", "matrix", "NumPy"])
def test_an_error_in_one_form_is_found_by_its_witness(witness, monkeypatch):
    network = Network.from_text("4-4-tanh-3")
    equations, arrays = derive(network), example(network)
    forward = [e for e in equations if e.direction == "forward"]
    for equation in equations:
        if witness == "every line" and equation.direction == "backward":
            for k in range(1, len(equation.steps) - 1):
                steps = list(equation.steps)
                steps[k] = Step((1 + 1e-10) * steps[k].expr)
                assert prove_equation(replace(equation, steps=tuple(steps)), forward, arrays).errors[witness] > 1e-12
        elif witness != "every line":
            wrong = replace(equation)
            wrong.__dict__["matrix"] = (1 + 1e-10) * equation.matrix  # what the cached property would have found
            assert prove_equation(wrong, forward, arrays).errors[witness] > 1e-12

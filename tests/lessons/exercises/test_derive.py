"""A typed formula is right if it equals the derived one, and a wrong one is told what it lacks."""

import numpy as np
import pytest

from lessons.exercises import Derive, in_network
from lessons.exercises.derive import constant_ratio
from tests.lessons.exercises.typed.spellings import ASKED, EXERCISES, NEAR, RIGHT, edited, lines
from tests.support.contexts import CONTEXTS

ONE = Derive("What is it?", in_network("5-4-sigmoid-3", "dW2", "a1 p y"))


def test_a_formula_says_of_which_network_it_is():
    asked = Derive("What is the slope?", in_network("5-4-tanh-3", "dW2", "a1 p y")).prompt(CONTEXTS[0])
    assert "In a network `5-4-tanh-3`, write $" in asked


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("(p - y) a", "Right."),
        ("(y - p) a", "sign is flipped"),
        ("a/0", "divides by zero"),
        ("", "Type a formula"),
        ("1/(a - a)", "divides by zero"),
    ],
)
def test_the_verdict_says_what_is_right_or_wrong(answer, words):
    verdict = ONE.judge(answer, CONTEXTS[0])
    assert verdict.right == (words == "Right.")
    assert words in verdict.message


def test_the_solution_is_the_derivation():
    assert ONE.solution(CONTEXTS[0]).startswith("$$\n\\begin{aligned}")
    assert ONE.options(CONTEXTS[0]) == ()
    assert "`a1_i`" in ONE.how_to_type()


def test_a_constant_factor_is_named():
    u = [np.array([1.0, 2.0]), np.array([3.0])]
    assert constant_ratio([v / 3 for v in u], u) == "1/3"
    assert constant_ratio([v * np.pi for v in u], u) == "3.142"
    assert constant_ratio([u[0], -u[1]], u) == ""


def test_the_slope_that_is_offered_is_the_one_that_the_network_needs():
    for name, offered in (("tanh", "tanh'(z1_j)"), ("relu", "ReLU'(z1_j)"), ("sigmoid", "sigma'(z1_j)")):
        how = Derive("", in_network(f"5-4-{name}-3", "dz1", "z1 W2 dz2")).how_to_type()
        assert f"`{offered}`" in how
        assert how.count("'(") == 1
        assert ("`1[z1_j > 0]`" in how) == (name == "relu")


@pytest.mark.parametrize(
    ("network", "given", "answer", "words"),
    [
        ("5-4-tanh-3", "z1 W2 dz2", r"\sigma'(z_j) \sum_k W_{jk} \delta_k", r"$\sigma$: here it is $\tanh$"),
        ("5-4-relu-3", "z1 W2 dz2", r"\tanh'(z_j) \sum_k W_{jk} \delta_k", r"$\tanh$: here it is $\mathrm{ReLU}$"),
        ("5-4-tanh-3", "a1 da1", "a (1 - a) da1", r"$\sigma$: here it is $\tanh$"),
        ("5-4-sigmoid-3", "a1 da1", "(1 - a^2) da1", r"$\tanh$: here it is $\sigma$"),
    ],
)
def test_the_slope_of_another_activation_is_named(network, given, answer, words):
    verdict = Derive("", in_network(network, "dz1", given)).judge(answer, CONTEXTS[0])
    assert not verdict.right
    assert words in verdict.message


def test_half_the_answer_lacks_a_factor_and_not_what_stood_in_an_earlier_line():
    assert "yours is 1/2 times" in EXERCISES["rounding"].judge("ε L/(2h)", CONTEXTS[0]).message


RIGHT_LINES, NEAR_LINES = lines(RIGHT), [*lines(NEAR), *edited()]


@pytest.mark.parametrize("name", EXERCISES)
def test_right_formulas_are_right_however_they_are_spelled(name):
    refused = {t: v.message for n, t in RIGHT_LINES if n == name and not (v := EXERCISES[name].judge(t, None)).right}
    assert not refused


@pytest.mark.parametrize("name", EXERCISES)
def test_what_only_looks_right_is_not(name):
    assert not [text for n, text in NEAR_LINES if n == name and EXERCISES[name].judge(text, None).right]


def test_the_lists_are_long():
    assert len(set(RIGHT_LINES)) >= 200
    assert len(set(NEAR_LINES)) >= 300


def test_what_is_right_for_three_examples_alone_is_wrong():
    assert len({arrays["N"] for arrays in ASKED["batch"].passes}) > 1

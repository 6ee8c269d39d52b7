"""A typed formula is right if it equals the derived one, and a wrong one is told what it lacks."""

import numpy as np
import pytest

from lessons.exercises import Derive, in_network
from lessons.exercises.derive import constant_ratio
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

"""Answers are tried on passes of a real network, where p really is softmax(z)."""

import numpy as np
import pytest
from sympy import Symbol, log

from lessons.engine.chain.derivation import Step
from lessons.exercises import equation, in_network
from lessons.exercises.subject import SAMPLES, NotANumber, agree

ABOUT = in_network("5-4-tanh-3", "dW2", "a1 p y")


def test_the_right_side_agrees_with_core_on_every_sample():
    assert len(ABOUT.right) == len(SAMPLES)
    assert agree(ABOUT.right, [ABOUT.equation.result(ABOUT.sample(seed)) for seed in SAMPLES])
    for arrays in ABOUT.passes:
        assert arrays["p"].sum() == pytest.approx(1)


def test_no_usual_mistake_is_right():
    assert len(ABOUT.wrong) > 3
    assert not any(agree(values, ABOUT.right) for _, values in ABOUT.wrong)


def test_what_has_no_number_is_said_so():
    with pytest.raises(NotANumber):
        ABOUT.values(log(Symbol("N") - 5))


def test_any_equation_can_be_asked_about():
    w, g = Symbol("w"), Symbol("g")
    about = equation(Symbol("v"), [Step(w - g)], lambda seed: {"w": 2.0 + seed, "g": 0.5}, "w g")
    assert about.right == [np.array(1.5 + seed) for seed in SAMPLES]
    assert about.vocabulary.all_names() == "$w$, $g$"

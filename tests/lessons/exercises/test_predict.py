"""A prediction is judged by what core computes."""

import re

import numpy as np
import pytest

from lessons.exercises import Asked, Context, Predict, larger_of, loss_after_step, sign_of
from lessons.page.blocks import Question
from lessons.page.example import this_digit
from lessons.page.reader import lessons, load
from tests.support.contexts import CONTEXTS, names


@pytest.mark.parametrize("c", CONTEXTS, ids=names)
def test_a_prediction_is_judged_by_what_core_computes(c):
    for ask in (sign_of("dz2"), sign_of("dW1"), larger_of("dW2"), loss_after_step(0.05), loss_after_step(50.0)):
        exercise = Predict(ask)
        asked = exercise.asked(c)
        assert [exercise.judge(k, c).right for k in range(len(asked.options))] == [
            k == asked.right for k in range(len(asked.options))
        ]
        numbers = [
            float(re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", n))
            for n in re.findall(r"(-?[\d.]+(?: \\cdot 10\^\{-?\d+\})?)\$", asked.reveal)
        ]
        if ask.__qualname__.startswith("sign_of"):
            assert ("positive", "negative", "exactly zero")[asked.right] == {
                1: "positive",
                -1: "negative",
                0: "exactly zero",
            }[np.sign(numbers[-1])]
        elif ask.__qualname__.startswith("larger_of"):
            assert asked.right == int(np.abs(numbers).argmax())
        else:
            before, after, _ = numbers
            assert asked.right == (0 if after < before / 2 else 1 if after < before else 2)


def test_a_step_that_is_too_long_raises_the_loss():
    """Every answer can be right: a short step lowers the loss a little, a good one much, and a huge one raises it."""
    answers = {
        Predict(loss_after_step(lr, examples=4)).asked(c).right for c in CONTEXTS for lr in (1e-4, 0.03, 0.1, 1e3)
    }
    assert answers == {0, 1, 2}


@pytest.mark.parametrize("lr", [1e-4, 1e3])
def test_a_promise_below_0_is_said_to_be_none(lr):
    for c in CONTEXTS:
        reveal = Predict(loss_after_step(lr)).asked(c).reveal
        assert ("which no loss can be" in reveal) is (lr > 1), reveal


def test_a_question_of_ones_own():
    exercise = Predict(lambda c: Asked("Is the label odd?", ("Yes", "No"), 1 - c.label % 2, f"It is {c.label}."))
    for c in CONTEXTS:
        assert exercise.judge(0, c).right == (c.label % 2 == 1)
    assert "Choose" in exercise.judge(-1, CONTEXTS[0]).message


def test_asked_again_a_step_is_another_question():
    c = CONTEXTS[0]
    prompts = {
        Predict(loss_after_step(0.1)).prompt(Context(c.network, c.theta, c.images, c.labels, seed)) for seed in range(9)
    }
    assert len(prompts) == 3


def test_no_two_lessons_ask_the_same_prediction():
    met = [
        block.exercise.prompt(this_digit().context)
        for lesson in lessons()
        for block in load(lesson.path)
        if isinstance(block, Question) and isinstance(block.exercise, Predict)
    ]
    assert len(met) == len(set(met)) > 15

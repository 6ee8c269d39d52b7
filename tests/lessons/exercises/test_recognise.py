"""The right answer is among those to choose from, once, and each of the others is a usual mistake."""

import re

import pytest

from lessons.exercises import Derive, Entry, Predict, WorkOut
from lessons.exercises.number import close
from lessons.exercises.recognise import MOST, Recognise, quick
from lessons.page.blocks import Question
from lessons.page.example import misread
from lessons.page.reader import lessons, load


@pytest.fixture(scope="module")
def every():
    return [q.exercise for lesson in lessons() for q in load(lesson.path) if isinstance(q, Question)]


def test_every_exercise_that_is_worked_out_can_be_asked_again_in_seconds(every):
    context = misread().context
    asked = [exercise for exercise in every if isinstance(exercise, Derive | Entry | WorkOut)]
    assert len(asked) > 30
    for exercise in asked:
        again = quick(exercise)
        options = again.options(context)
        assert 2 <= len(set(options)) == len(options) <= MOST
        verdicts = [again.judge(k, context) for k in range(len(options))]
        assert sum(verdict.right for verdict in verdicts) == 1
        assert all(verdict.message for verdict in verdicts)
        assert not again.judge(-1, context).right
        right = options[[verdict.right for verdict in verdicts].index(True)].strip("$")
        if isinstance(exercise, Derive):
            answer = right.split(" = ", 1)[1].replace("{j'}", "k").replace("{jj'}", "{jk}")  # nobody types a prime
            assert exercise.judge(answer, context).right, right
        else:
            number = float(re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", right))
            assert close(number, exercise.work(context).value)


def test_what_takes_seconds_already_is_asked_as_it_is(every):
    predictions = [exercise for exercise in every if isinstance(exercise, Predict)]
    assert predictions
    assert all(quick(one) is one for one in predictions)
    assert not any(isinstance(quick(one), Recognise) for one in predictions)

"""A question in a file says to each answer what the dashboard says to it, and shows none of it beforehand."""

import base64
import json
import re
from dataclasses import replace

import pytest

from dashboard.commands.asked import asked
from lessons.exercises import Asked, CannotAsk, Entry, Predict, WrongLine, in_derivation, in_numpy, larger_of
from lessons.exercises.number import read_number
from lessons.notes.html import fragment
from lessons.page.blocks import Prose
from tests.support.contexts import CONTEXTS

CHOICES = (Predict(larger_of("dW2")), WrongLine(in_derivation("dz2")), WrongLine(in_numpy()))


def unfolded(told, k=0):
    """What is said to the answers of the k-th question."""
    return json.loads(base64.b64decode(told["packed"][k]))


def shown(text):
    """What is there before anybody asks for another one."""
    return re.sub("<template>.*?</template>", "", text, flags=re.DOTALL)


def html(text):
    return fragment([Prose(text)])


@pytest.mark.parametrize("exercise", CHOICES)
def test_every_choice_has_the_verdict_of_the_dashboard(exercise):
    context = CONTEXTS[0]
    text, told = asked(exercise, "a-lesson-choice1", context)
    says = unfolded(told)
    for k, one in enumerate(says["choices"]):
        verdict = exercise.judge(k, context)
        assert (one["right"], one["says"]) == (verdict.right, html(verdict.message))
    assert len(says["choices"]) == len(exercise.options(context)) == shown(text).count('type="radio"')
    assert "first" in says["nothing"]["says"]
    assert sum(one["right"] for one in says["choices"]) == 1


def test_every_number_has_the_verdict_of_the_dashboard():
    context, exercise = CONTEXTS[0], Entry("dW2")
    _, told = asked(exercise, "a-lesson-entry1", context)
    value = exercise.work(context).value
    for typed in (f"{value:.3g}", f"{-value:.6g}", f"{value * 50:.3g}", f"{value / 50:.3g}", "0", "3/4", "1e300"):
        got = read_number(typed)
        found = next(case for case in unfolded(told)["cases"] if case["low"] <= got <= case["high"])
        verdict = exercise.judge(typed, context)
        assert (found["right"], found["says"]) == (verdict.right, html(verdict.message)), typed


@pytest.mark.parametrize("exercise", [*CHOICES, Entry("dW2")])
def test_the_answer_is_nowhere_in_sight(exercise):
    context = CONTEXTS[0]
    text, told = asked(exercise, "a-lesson-asked1", context)
    in_sight = re.sub("<details>.*?</details>", "", text, flags=re.DOTALL)
    says = unfolded(told)
    for one in [*says.get("choices", []), *says.get("cases", [])]:
        assert one["says"] not in in_sight
    assert html(exercise.solution(context)) not in in_sight


def test_what_this_network_cannot_be_asked_is_left_out():
    def ask(_):
        raise CannotAsk("This network has no layer to ask about.")

    assert asked(Predict(ask), "a-lesson-predict1", CONTEXTS[0]) == ("", None)


@pytest.mark.parametrize("exercise", [*CHOICES, Entry("dW2")])
def test_another_one_is_another_question_with_verdicts_of_its_own(exercise):
    context = CONTEXTS[0]
    text, told = asked(exercise, "a-lesson-asked1", context)
    waiting = re.findall("<template>(.*?)</template>", text, re.DOTALL)
    assert len(told["packed"]) == 1 + len(waiting) == len({shown(text), *waiting}) > 1
    about = replace(context, seed=context.seed + 1)
    assert html(exercise.prompt(about)) in waiting[0]
    says, count = unfolded(told, 1), len(exercise.options(about))
    if count:
        assert [one["right"] for one in says["choices"]] == [exercise.judge(k, about).right for k in range(count)]
    else:
        value = exercise.work(about).value
        assert next(case for case in says["cases"] if case["low"] <= value <= case["high"])["right"]
    assert 'class="another"' in text


def test_a_question_that_never_varies_has_no_other():
    same = Predict(lambda _: Asked("Up or down?", ("up", "down"), 0, "It is up."))
    text, told = asked(same, "a-lesson-predict1", CONTEXTS[0])
    assert len(told["packed"]) == 1
    assert "template" not in text
    assert "another" not in text

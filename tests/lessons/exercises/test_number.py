"""A number to work out is the one that core finds, and a wrong one hears what is wrong."""

import re

import numpy as np
import pytest
from sympy import Symbol

from lessons.exercises import Context, Entry, WorkOut
from lessons.exercises.number import Number, Work, read_number
from lessons.exercises.typed.tokens import Unreadable
from tests.support.contexts import CONTEXTS, context, names
from tests.support.digits import blobs


def at(formula: str) -> tuple[str, tuple[int, ...]]:
    """The quantity and the entry on the left of a formula: W^(2) and (3, 1)."""
    left = formula.split(" = ")[0]
    letter = re.search(r"partial ([Wb])_|(\\delta)", left)
    entry = re.search(r"_\{([\d,]+)\}", left)
    layer = re.search(r"\^\{\((\d)\)\}", left)
    return f"{letter[1] or 'z'}{layer[1]}", tuple(map(int, entry[1].split(",")))


def measured_slope(c: Context, name: str, entry: tuple[int, ...], examples: int, h=1e-5) -> float:
    """∂L/∂θ of one parameter, by trying both sides."""
    parameter = next(p for p in c.network.parameters if p.name == name)
    x, labels = c.images[:examples], c.labels[:examples]
    step = np.zeros_like(c.theta)
    step[parameter.start + np.ravel_multi_index(entry, parameter.shape)] = h
    return float(c.network.trace(c.theta + step, x, labels).loss - c.network.trace(c.theta - step, x, labels).loss) / (
        2 * h
    )


@pytest.mark.parametrize("c", CONTEXTS, ids=names)
@pytest.mark.parametrize(
    "exercise", [Entry("dW2"), Entry("db2"), Entry("dW2", examples=3), Entry("db1", examples=4)], ids=str
)
def test_the_answer_is_the_measured_slope_of_the_loss(exercise, c):
    name, entry = at(exercise.work(c).formula)
    slope = measured_slope(c, name, entry, exercise.examples)
    assert exercise.judge(f"{slope:.3g}", c).right
    assert not exercise.judge(f"{slope * 1.02:.6g}", c).right


def test_a_wrong_number_hears_what_is_wrong():
    c = CONTEXTS[0]
    exercise = Entry("dz1", "z1 W2 dz2")
    work = exercise.work(c)
    (unit,) = at(work.formula)[1]
    arrays = c.arrays()
    no_slope = float(arrays["dz2"][0] @ arrays["W2"][unit])
    one_term = work.value * arrays["dz2"][0] * arrays["W2"][unit] / no_slope
    for number, words in [
        (-work.value, "sign is flipped"),
        (no_slope, "the slope of the activation) is missing"),
        (no_slope * arrays["a1"][0, unit], "where its slope"),
        (one_term[np.abs(one_term).argmax()], "one term of the sum"),
        (0, "not zero"),
        (work.value * 37, "too large"),
    ]:
        verdict = exercise.judge(f"{number:.6g}", c)
        assert not verdict.right
        assert words in verdict.message, number


def test_a_forgotten_mean_and_turned_indices_are_recognised():
    c = CONTEXTS[-1]
    mean = Entry("dW2", examples=4)
    assert "1/N is missing" in mean.judge(f"{4 * mean.work(c).value:.5g}", c).message
    square = Entry("dW2")
    (i, j) = at(square.work(c).formula)[1]
    turned = c.arrays()["dW2"][j, i]
    assert "the indices are in the wrong order" in square.judge(f"{turned:.6g}", c).message


def test_the_numbers_shown_are_enough():
    """The answer follows from what is printed, digit by digit."""
    c = CONTEXTS[1]
    shown = Entry("dW2").prompt(c)
    (a, b) = (
        float(re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", value))
        for value in re.findall(r" = (-?[\d.]+(?: \\cdot 10\^\{-?\d+\})?)\$", shown)
    )
    assert Entry("dW2").judge(repr(a * b), c).right


def test_the_question_depends_on_digit_network_and_seed_alone():
    first = [Entry("dW2").prompt(c) for c in CONTEXTS]
    again = [
        Entry("dW2").prompt(Context(c.network, c.theta.copy(), c.images.copy(), c.labels.copy(), c.seed))
        for c in CONTEXTS
    ]
    assert first == again
    assert len(set(first)) == len(first)


def test_two_digits_of_one_class_get_different_questions():
    c, drawn = CONTEXTS[0], set()
    for image in blobs(8, 9, np.float64).images:
        drawn.add(at(Entry("dW2").work(Context(c.network, c.theta, image[None], c.labels[:1])).formula))
    assert len(drawn) > 4


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("-0.021", -0.021),
        ("−2,1e-2", -0.021),
        ("2.1·10^-2", 0.021),
        (r"2.1 \cdot 10^{-2}", 0.021),
        ("3/4", 0.75),
        (" +.5 ", 0.5),
        ("1E3", 1000),
    ],
)
def test_numbers_are_read_as_people_type_them(text, number):
    assert read_number(text) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    "text", ["", None, "x", "1/0", "1e999", "1+1", "nan", "inf", "0x10", "__import__('os')", "9" * 1000, "1e5e5", "--1"]
)
def test_what_is_no_number_gets_a_sentence(text):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_number(text)
    assert not Entry("dW2").judge(text, CONTEXTS[0]).right


def test_a_formula_at_given_values_is_worked_out():
    p, y = Symbol("p"), Symbol("y")
    exercise = WorkOut("The right digit got 0.25.", p - y, {"p": 0.25, "y": 1.0})
    assert exercise.judge("-3/4", CONTEXTS[0]).right
    assert "sign" in exercise.judge("0.75", CONTEXTS[0]).message
    assert "term $y$ is missing" in exercise.judge("0.25", CONTEXTS[0]).message


def test_where_a_relu_hands_on_what_arrives_an_off_unit_is_asked_for():
    asked = Entry("dz2", "da2 z2")
    c = context("784-6-relu-8-relu-10", 3)
    arrays = c.arrays()
    for seed in range(20):
        here = Context(c.network, c.theta, c.images, c.labels, seed)
        work = asked.work(here)
        unit = at(work.formula)[1]
        assert work.value == 0
        assert arrays["da2"][0][unit] != 0
        arrived = asked.judge(f"{arrays['da2'][0][unit]:.6g}", here)
        assert not arrived.right
        assert "slope of the activation" in arrived.message
        assert asked.judge("0", here).right


def test_two_numbers_that_change_places_are_recognised():
    h, w = Symbol("h"), Symbol("w")
    exercise = WorkOut("Which pixel?", 28 * h + w, {"h": 4, "w": 9})
    assert exercise.judge("121", CONTEXTS[0]).right
    assert exercise.judge("256", CONTEXTS[0]).message == "That is with $h$ and $w$ swapped."


class Known(Number):
    """A question whose answer is known, with usual mistakes."""

    def __init__(self, value, *wrong):
        self.known = Work("", "x = y", value, list(wrong))

    def work(self, context):
        return self.known


@pytest.mark.parametrize("value", [0.2, -0.2, 3e-9, -4e12])
def test_every_number_hears_its_sign_and_its_size(value):
    exercise, c = Known(value), CONTEXTS[0]
    for share, words in [
        (1, "Right"), (1.004, "Right"), (0.996, "Right"), (1.02, "right, the size is too large"),
        (0.9, "right, the size is too small"), (-0.9, "wrong, the size is too small"), (-1, "wrong, the size is right"),
        (-0.997, "wrong, the size is right"), (-1.1, "wrong, the size is too large"), (0, "it is not zero"),
    ]:  # fmt: skip
        assert words in exercise.judge(repr(share * value), c).message, share
    for far in ("1e308", "-1e308", "1e-300", "-1e-300"):
        assert not exercise.judge(far, c).right


def test_what_is_zero_is_said_to_be():
    c, exercise = CONTEXTS[0], Known(0.0, ("That is one.", 1.0))
    assert exercise.judge("0", c).right
    assert exercise.judge("1", c).message == "That is one."
    assert "exactly zero" in exercise.judge("-7", c).message


def test_a_mistake_that_comes_to_no_number_is_no_answer():
    c, exercise = CONTEXTS[0], Known(2.0, ("Divided by zero.", np.inf), ("No number.", np.nan))
    assert "too large" in exercise.judge("5", c).message


def test_a_whole_number_of_whole_numbers_is_asked_for_as_one():
    h, w = Symbol("h"), Symbol("w")
    for formula, values, whole in (
        (28 * h + w, {"h": 4, "w": 9}, True),
        (h / w, {"h": 4, "w": 9}, False),
        (h + w, {"h": 4.0, "w": 9.0}, False),  # a measured number may be whole by chance
    ):
        prompt = WorkOut("Which?", formula, values).prompt(CONTEXTS[0])
        assert prompt.endswith("It is a whole number." if whole else "Three significant digits are enough.")


def test_what_is_no_number_is_refused_and_not_judged():
    exercise = WorkOut("Which pixel?", Symbol("h"), {"h": 4})
    assert not exercise.judge("p - y", CONTEXTS[0]).read
    assert exercise.judge("3", CONTEXTS[0]).read


def test_who_is_asked_for_a_whole_number_is_shown_one():
    counted = WorkOut("Which pixel?", Symbol("h"), {"h": 4})
    measured = WorkOut("How much?", Symbol("h"), {"h": 0.5})
    assert counted.judge("two", CONTEXTS[0]).message == "Type one whole number, such as 42."
    assert "such as -0.0213" in measured.judge("two", CONTEXTS[0]).message

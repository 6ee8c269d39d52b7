"""Exercises know the right answer from core, and a planted error is an error."""

import re

import numpy as np
import pytest
from sympy import Symbol

from core.initializers import initialize
from core.network import Network
from lessons.engine.code import run
from lessons.engine.derive import derive
from lessons.engine.indices import free_indices
from lessons.engine.proof import example
from lessons.exercises import (
    Asked,
    CannotAsk,
    Context,
    Derive,
    Entry,
    Predict,
    WorkOut,
    WrongLine,
    in_derivation,
    in_lines,
    in_network,
    in_numpy,
    larger_of,
    loss_after_step,
    sheet,
    sign_of,
)
from lessons.exercises.derived import derived
from lessons.exercises.entry import read_number
from lessons.exercises.spelling import Unreadable
from lessons.exercises.wrong_line import RIGHT, WIDTH, WRONG, squared
from tests.digits import blobs


def context(network="784-6-sigmoid-5-relu-10", seed=0, digits=4) -> Context:
    built, some = Network.from_text(network), blobs(digits, seed, np.float64)
    return Context(built, initialize(built, "he", seed, np.float64), some.images, some.labels, seed)


CONTEXTS = [context(seed=seed) for seed in range(4)] + [
    context("784-7-relu-10", 5),
    context("784-10", 6),
    context("784-6-tanh-6-tanh-10", 7),
]
names = [f"{c.network} {c.seed}" for c in CONTEXTS]


# ------------------------------------------------------------------------------ work out a number
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
    return float(c.network.trace(c.theta + step, x, labels).loss - c.network.trace(c.theta - step, x, labels).loss) / (2 * h)


@pytest.mark.parametrize("c", CONTEXTS, ids=names)
@pytest.mark.parametrize("exercise", [Entry("dW2"), Entry("db2"), Entry("dW2", examples=3), Entry("db1", examples=4)], ids=str)
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
    again = [Entry("dW2").prompt(Context(c.network, c.theta.copy(), c.images.copy(), c.labels.copy(), c.seed)) for c in CONTEXTS]
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


# ------------------------------------------------------------------------------ predict
@pytest.mark.parametrize("c", CONTEXTS, ids=names)
def test_a_prediction_is_judged_by_what_core_computes(c):
    for ask in (sign_of("dz2"), sign_of("dW1"), larger_of("dW2"), loss_after_step(0.05), loss_after_step(50.0)):
        exercise = Predict(ask)
        asked = exercise.asked(c)
        assert [exercise.judge(k, c).right for k in range(len(asked.options))] == [k == asked.right for k in range(len(asked.options))]
        numbers = [
            float(re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", n))
            for n in re.findall(r"(-?[\d.]+(?: \\cdot 10\^\{-?\d+\})?)\$", asked.reveal)
        ]
        if ask.__qualname__.startswith("sign_of"):
            assert ("positive", "negative", "exactly zero")[asked.right] == {1: "positive", -1: "negative", 0: "exactly zero"}[
                np.sign(numbers[-1])
            ]
        elif ask.__qualname__.startswith("larger_of"):
            assert asked.right == int(np.abs(numbers).argmax())
        else:
            before, after, _ = numbers
            assert asked.right == (0 if after < before / 2 else 1 if after < before else 2)


def test_a_step_that_is_too_long_raises_the_loss():
    """Every answer can be right: a short step lowers the loss a little, a good one much, and a huge one raises it."""
    answers = {Predict(loss_after_step(lr, examples=4)).asked(c).right for c in CONTEXTS for lr in (1e-4, 0.03, 0.1, 1e3)}
    assert answers == {0, 1, 2}


def test_no_index_is_left_loose_behind_two_kinks():
    found = derived(Network.from_text("6-5-relu-4-relu-3"), "dW1", "x z1 W2 z2 W3 p y")
    assert free_indices(found.rhs) == set(found.indices)


def test_a_question_of_ones_own():
    exercise = Predict(lambda c: Asked("Is the label odd?", ("Yes", "No"), 1 - c.label % 2, f"It is {c.label}."))
    for c in CONTEXTS:
        assert exercise.judge(0, c).right == (c.label % 2 == 1)
    assert "Choose" in exercise.judge(-1, CONTEXTS[0]).message


# ------------------------------------------------------------------------------ find the wrong line
PLANTS = {
    "derivation of dz1": in_derivation("dz1", "z1 W2 dz2"),
    "derivation of dz2": in_derivation("dz2"),
    "derivation of dW2": in_derivation("dW2", "a1 dz2 N"),
    "NumPy": in_numpy(),
    "NumPy of the last layer": in_numpy("dz2 dW2 db2"),
    "any equation": in_lines(in_network("5-4-sigmoid-3", "dz1", "a1 W2 dz2")),
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_the_wrong_line_is_wrong_and_every_other_is_right(plant):
    exercise, places = WrongLine(plant), set()
    for c in CONTEXTS[:5]:
        for seed in range(6):
            here = Context(c.network, c.theta, c.images, c.labels, seed)
            page = exercise.page(here)
            places.add((page.wrong, page.words))
            assert page.error > WRONG
            assert page.doubt < RIGHT
            assert page.lines[page.wrong] not in page.right
            assert [exercise.judge(k, here).right for k in range(len(page.lines))] == [k == page.wrong for k in range(len(page.lines))]
            assert page.words in exercise.judge(page.wrong, here).message
    assert len(places) > 3  # not always the same error


def test_lines_of_numpy_are_judged_by_running_them():
    """A second look, line by line: each is core's own, or differs from core's array."""
    for seed in range(12):
        c = context(seed=seed)
        page = WrongLine(in_numpy()).page(c)
        network = squared(str(c.network))
        arrays, right = example(network, WIDTH), {e.name: e.numpy for e in derive(network) if e.direction == "backward"}
        for k, line in enumerate(page.lines):
            code = line.strip("`")
            name = code.split(" = ")[0]
            got = np.asarray(run(code, arrays))
            same = got.shape == arrays[name].shape and np.allclose(got, arrays[name], rtol=1e-9)
            assert same == (k != page.wrong) == (code == right[name])


def test_every_kind_of_planted_error_occurs():
    said = {WrongLine(in_numpy()).page(context(seed=seed)).words for seed in range(60)}
    for words in ("sign is flipped", "factor", "transpose", "wrong axis", "1/N", "swapped"):
        assert any(words in one for one in said), words


# ------------------------------------------------------------------------------ all kinds
ALL = [
    Derive("Derive it.", in_network("5-4-sigmoid-3", "dW2", "a1 p y")),
    Entry("dW2"),
    Predict(sign_of("dz3")),
    WrongLine(in_derivation("dz2")),
]


def test_a_network_without_a_hidden_layer_gets_a_sentence():
    flat = context("784-10")
    assert Entry("dW3").judge("1", flat).message  # its last layer is meant
    with pytest.raises(CannotAsk, match="hidden layer"):
        Entry("dz1", "z1 da1").prompt(flat)


@pytest.mark.parametrize(
    "network", ["784-6-bn-relu-5-relu-10", "784-6-ln-relu-10", "784-6-relu-dropout0.5-10", "1x28x28-conv2x5x5-relu-maxpool2-flatten-10"]
)
def test_any_network_is_asked_or_told_why_not(network):
    """Layers that an exercise was not written for end in a sentence, never in an exception of another kind."""
    built, asked, refused = context(network), 0, []
    asking = [Entry("dW2"), Entry("dz1", "z1 W2 dz2"), Entry("da1"), Predict(sign_of("dz3")), Predict(larger_of("dW1"))]
    for exercise in [*asking, WrongLine(in_derivation("dz1", "z1 W2 dz2")), WrongLine(in_numpy()), WrongLine(in_derivation("dz3"))]:
        try:
            assert exercise.prompt(built)
            exercise.options(built)
            assert exercise.solution(built)
            asked += 1
        except CannotAsk as problem:
            refused.append(str(problem))
    assert asked >= 3
    assert all(sentence.endswith(".") for sentence in refused)


def test_a_sheet_has_a_key_for_every_question():
    printed = sheet([*ALL, Entry("da2")], CONTEXTS[0])
    assert len(printed.questions) == len(printed.key) == len(ALL) + 1
    short = sheet([*ALL, Entry("da1")], context("784-10"))
    assert len(short.questions) == len(short.key) == len(ALL)  # what cannot be asked is left out
    for k, (question, solution) in enumerate(zip(*short, strict=True), 1):
        assert question.startswith(f"**{k}.** ")
        assert solution.startswith(f"**{k}.** ")


def test_a_formula_says_of_which_network_it_is():
    asked = Derive("What is the slope?", in_network("5-4-tanh-3", "dW2", "a1 p y")).prompt(CONTEXTS[0])
    assert "In a network `5-4-tanh-3`, write $" in asked


@pytest.mark.parametrize("exercise", ALL, ids=[e.asks for e in ALL])
def test_texts_have_balanced_mathematics(exercise):
    for c in CONTEXTS[:5]:
        texts = [
            exercise.prompt(c),
            exercise.solution(c),
            *exercise.options(c),
            exercise.judge("1" if exercise.asks == "number" else 0, c).message,
        ]
        for text in texts:
            assert text.count("$") % 2 == 0, text
            assert text.count("{") == text.count("}"), text

"""What students type is read as they mean it, what is wrong is explained, and nothing typed is ever run."""

import random
import re
import time
from contextlib import suppress

import numpy as np
import pytest
from sympy import Symbol

from core.activations import ACTIVATIONS
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.latex import latex
from lessons.engine.forms.notation import name_of
from lessons.exercises import Context, Derive, equation, in_network
from lessons.exercises.typed.parser import read
from lessons.exercises.typed.tokens import Unreadable

ONE = Derive("", in_network("5-4-sigmoid-3", "dW2", "a1 p y"))
BATCH = Derive("", in_network("5-4-sigmoid-3", "dW2", "a1 p y N"))
HIDDEN = Derive("", in_network("5-4-sigmoid-3", "dz1", "z1 a1 W2 dz2"))
RELU = Derive("", in_network("5-4-relu-3", "dz1", "z1 da1"))
SQUARE = Derive("", in_network("4-4-tanh-4", "dz1", "z1 W2 dz2"))
SOFTMAX = Derive("", in_network("5-4-sigmoid-3", "p", "z2"))
LOSS = Derive("", in_network("5-4-sigmoid-3", "L", "p y N"))

NOBODY = Context(None, None, np.zeros((1, 1)), np.zeros(1, int))  # formulas are about no digit


def descent():
    lr, w, g = Symbol("lr"), Symbol("w_0"), Symbol("λ")
    return equation(
        Symbol("w_1"),
        (Step(w - lr * g),),
        lambda seed: dict(zip(("lr", "w_0", "λ"), (seed + 1, 3, 0.5), strict=True)),
        "lr w_0 λ",
    )


STEP = Derive("", descent())

RIGHT = [
    (ONE, "(p - y)*a"),
    (ONE, "(p_j - y_j) a_i"),
    (ONE, "a1_i*(p_j-y_j)"),
    (ONE, "a[i](p[j] - y[j])"),
    (ONE, "a p - a y"),
    (ONE, "ap - ay"),
    (ONE, r"-\left(y_j - p_j\right)\, a^{(1)}_i"),
    (ONE, r"$a^{(1)}_{i} \cdot (p_{j} - y_{j})$"),
    (ONE, "a·(p−y)"),
    (ONE, "2(p-y)a/2"),
    (ONE, "(p-y)^2 a/(p-y)"),
    (ONE, "a⁽¹⁾_i (p_j - y_j)"),
    (BATCH, r"\frac{1}{N}\sum_n (p_{nj}-y_{nj}) a_{ni}"),
    (BATCH, "sum_n a_ni (p_nj - y_nj) / N"),
    (BATCH, "1/N sum_k a_ki (p_kj - y_kj)"),
    (BATCH, r"\sum_{n=0}^{N-1} \frac{a^{(1)}_{ni}(p_{nj}-y_{nj})}{N}"),
    (HIDDEN, r"\sigma'(z_j)\sum_k W^{(2)}_{jk}\delta^{(2)}_k"),
    (HIDDEN, "σ′(z1_j) Σ_k W2_jk δ⁽²⁾_k"),
    (HIDDEN, "a(1 - a) sum_k W_jk delta2_k"),
    (HIDDEN, r"\frac{e^{-z_j}}{(1+e^{-z_j})^2}\sum_m W_{jm} dz2_m"),
    (HIDDEN, r"\sum_k \sigma(z_j)(1-\sigma(z_j)) W_{jk} \delta_k"),
    (RELU, "1[z_j > 0] da1_j"),
    (RELU, r"\mathbf{1}[z^{(1)}_j > 0] \frac{\partial L}{\partial a^{(1)}_j}"),
    (RELU, "relu'(z) da1"),
    (SQUARE, r"(1 - \tanh(z_j)^2) \sum_k W_{jk} \delta_k"),
    (SOFTMAX, r"\frac{e^{z_k}}{\sum_k e^{z_k}}"),
    (SOFTMAX, "exp(z_k)/sum_m exp(z_m)"),
    (LOSS, r"-\frac{1}{N} \sum_n \sum_k y_{nk} \log p_{nk}"),
    (STEP, "w_0 - lr λ"),
    (STEP, r"w_{0} - lr \lambda"),
]
HINTS = [
    (ONE, "(y - p) a", "sign is flipped"),
    (ONE, "p - y", r"factor $a_{i}^{(1)}$ (the activation) is missing"),
    (ONE, "a_i", "factor $p_{j} - y_{j}$ is missing"),
    (ONE, "y - p", "missing, and the sign is flipped"),
    (ONE, "2(p - y) a", "yours is 2 times"),
    (ONE, "(p-y) a/3", "yours is 1/3 times"),
    (ONE, "a p", "term $y_{j}$ is missing"),
    (ONE, "(p + y) a", "term $y_{j}$ has the wrong sign"),
    (ONE, "a^2 (p - y)", "too many"),
    (ONE, "0", "zero"),
    (ONE, "a_j (p_i - y_i)", "right order"),
    (ONE, "a_k (p_j - y_j)", "depends on $k$"),
    (ONE, "a_ij", "takes one index, you wrote 2"),
    (ONE, "a q", "Its names are"),
    (ONE, "a_b a_c a_d a_e a_f", "more index letters"),
    (BATCH, r"\sum_n (p_{nj}-y_{nj}) a_{ni}", "1/N is missing"),
    (BATCH, "sum_n a_ni (p_nj - y_nj)/N^2", "1/N too many"),
    (BATCH, r"\frac{1}{N}(p_{nj}-y_{nj}) a_{ni}", "Sum over it"),
    (BATCH, "a_ni (p_nj - y_nj)", "1/N is missing"),
    (BATCH, r"\frac1N\sum_n (p_{nj}-y_{nj})", "factor $a_{ni}^{(1)}$"),
    (BATCH, "sum_n y_nj p_nj", "does not depend on $i$"),
    (HIDDEN, r"\sum_k W_{jk}\delta_k", "the slope of the activation) is missing"),
    (HIDDEN, r"\sigma(z_j)\sum_k W_{jk}\delta_k", "where its slope"),
    (HIDDEN, r"a_j \sum_k W_{jk}\delta_k", "where its slope"),
    (HIDDEN, r"\sigma'(z_j) W_{jk}\delta_k", "Sum over it"),
    (HIDDEN, r"\sigma'(z_j)\sum_k W_{kj}\delta_k", "right order"),
    (HIDDEN, r"\sigma'(z_j)\sum_k W_{jk}", "the error signal that arrives) is missing"),
    (HIDDEN, r"z_j + \sum_k \delta_k", "Not yet"),
    (HIDDEN, r"\sum_m \delta_k", "nothing after it depends on m"),
    (RELU, "relu(z) da1", "where its slope"),
    (SQUARE, r"(1 - \tanh(z_j)^2) \sum_k W_{kj} \delta_k", "wrong order"),
    (STEP, "w_0 + lr λ", "wrong sign"),
    (STEP, "w_0 - lr λ_i", "takes no index"),
]
FLAG = "an-answer-ran-code"
HOSTILE = [
    f"__import__('os').system('touch {FLAG}')", "().__class__.__bases__[0].__subclasses__()", "9**9**9",
    "9**999999999", "(" * 140 + "x" + ")" * 140, "x" * 100_000, "factorial(10**9)", "Integral(exp(-x**2),(x,0,oo))",
    "lambda: 1", f"exec(\"open('{FLAG}','w')\")", f"open('{FLAG}','w').read()", "{i for i in range(10**9)}",
    "p_k.__dict__", '"a"*10**9', r"\input{/etc/passwd}", r"\def\a{\a\a}\a", r"\sum_k" * 60 + " p",
    "2^{2^{2^{2^{2^2}}}}", "a/0", "0**-1", "log(0)", "sqrt(-1)", "рj - уj", "a\x00", "a_{i", "", "   ", None, 5, ["a"],
    "p_j - y_j; import os", "eval(compile('1','','eval'))", "sympify('1')", "1e308*1e308", "99999999999999999999",
    "a[10**9]", "exp(exp(exp(exp(1000))))", "exp(999)^4^4^4", "-" * 299 + "a", "p_j == y_j",
    f"f\"{{__import__('os').system('touch {FLAG}')}}\"", "p_j if y_j else a_i", "(a:=5)", "a'''''''", "[[[[[[[[[[",
    "\\" * 50, r"\frac{\frac{\frac{1}{0}}{0}}{0}", "∑∫∂", "a_i" + "^2" * 40, "((a+1)^4+1)^4" * 8, "exp(a)^4" * 30,
    "{" * 200, "9" + "^4" * 30, "(" * 20 + "9 a" + ")^4" * 20, "sqrt(999983*999979*999961)",
    "*".join(f"(a+{k}p)" for k in range(30)), "a_b a_c a_d a_e a_f a_g", "1[1[1[1[a>0]>0]>0]>0]",
    "log(log(1[a_i>a_i])^4^2)", "|-exp(p_j^{1/2}/-y_j)|", "1[1>2]", "relu'(1[a>1])", "sum_sum_n", "^^^^", "_____",
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "text"), RIGHT, ids=[text for _, text in RIGHT])
def test_however_it_is_written_it_is_right(exercise, text):
    verdict = exercise.judge(text, NOBODY)
    assert verdict.right, verdict.message


@pytest.mark.parametrize(("exercise", "text", "words"), HINTS, ids=[text for _, text, _ in HINTS])
def test_a_wrong_answer_hears_what_is_wrong(exercise, text, words):
    verdict = exercise.judge(text, NOBODY)
    assert not verdict.right
    assert words in verdict.message


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_answers_are_refused_at_once(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    start = time.monotonic()
    verdict = ONE.judge(text, NOBODY)
    assert time.monotonic() - start < 60, "it was worked out, which can take for ever"
    assert not verdict.right
    assert not list(tmp_path.iterdir())


LETTERS = "abijknpyzNWe0123456789+-*/^_(){}[],.'\\|<>= $&~∑σδ′²½é\x00\n;\"#%!?:@"
WORDS = [
    "a", "a1", "p", "y", "_i", "_j", "_k", "_{nj}", "[i]", "[i,j]", "(", ")", "{", "}", "[", "]", "+", "-", "*", "/",
    "^", "^2", "^{", "\\frac", "\\sum_k", "sum_n", "\\sigma'", "sigma(", "exp(", "log(", "sqrt(", "|", "1", "2", "0",
    "N", "W2", "delta2", "z1", "1[", "=", ">", "e^", "'", ",", ".5", "999", "\\left(", "\\right)", "relu", "max(0,",
    "tanh ", "^{(1)}", "\\hat", "\\partial", " ",
]  # fmt: skip
SHAPES = [
    "(%s)", "%s+%s", "%s*%s", "%s/%s", "%s^2", "%s^4", "%s^{1/2}", "exp(%s)", "log(%s)", "sqrt(%s)", "|%s|",
    "\\sum_k %s", "sum_k(%s)", "\\frac{%s}{%s}", "sigma(%s)", "relu'(%s)", "1[%s>%s]", "-%s", "%s %s", "tanh(%s)",
]  # fmt: skip
LEAVES = [
    "z_j",
    "a_j",
    "W_jk",
    "delta_k",
    "2",
    "999983",
    "0.5",
    "z",
    "a",
    "delta",
    "W",
    "1",
    "1[j=k]",
    "N",
    "x_i",
    "p_j",
]


def nested(rng, depth):
    """A formula that can mostly be read: the reader's own grammar, played backwards."""
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(LEAVES)
    shape = rng.choice(SHAPES)
    return shape % tuple(nested(rng, depth - 1) for _ in range(shape.count("%s")))


def random_answers(rng, n):
    """Signs without order, words without order, and formulas that can mostly be read."""
    texts = ["".join(rng.choice(LETTERS) for _ in range(rng.randrange(1, 60))) for _ in range(9 * n // 20)]
    texts += ["".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 40))) for _ in range(8 * n // 20)]
    return texts + [nested(rng, rng.randrange(1, 7)) for _ in range(3 * n // 20)]


def test_twenty_thousand_random_answers_do_no_harm():
    """No exception; how long the slowest takes is what `python -m tests.benchmarks hostile` tells."""
    texts = random_answers(random.Random(4), 20_000)
    read_well = 0
    for text in texts:
        HIDDEN.judge(text, NOBODY)
        with suppress(Unreadable):
            read_well += bool(latex(HIDDEN.read(text)))
    assert read_well > 200  # the rest of the reader was reached, too


@pytest.mark.parametrize(
    ("exercise", "text", "instead"),
    [
        (RELU, "da1_j if z1_j > 0 else 0", "1[z > 0]"),
        (RELU, "np.where(z1_j > 0, da1_j, 0)", "1[z > 0]"),
        (RELU, r"\begin{cases} da1_j & z_j > 0 \\ 0 & \text{else} \end{cases}", "1[z > 0]"),
        (HIDDEN, r"\frac{d\sigma}{dz}(z_j) \sum_k W_{jk} \delta_k", "sigma'(z)"),
        (HIDDEN, r"\dot\sigma(z_j) \sum_k W_{jk} \delta_k", "sigma'(z)"),
        (BATCH, r"\langle a_{ni} (p_{nj} - y_{nj}) \rangle_n", "mean_n"),
        (SOFTMAX, "softmax(z)_k", "e^z"),
    ],
)
def test_what_is_not_read_is_said_otherwise(exercise, text, instead):
    verdict = exercise.judge(text, NOBODY)
    assert not verdict.read
    assert instead in verdict.message


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_can_be_typed(name):
    about = in_network(f"5-4-{name}-3", "da1" if name == "identity" else "a1", "W2 dz2" if name == "identity" else "z1")
    text = "sum_k W_ik delta_k" if name == "identity" else f"{name}(z1)"
    verdict = Derive("", about).judge(text, NOBODY)
    assert verdict.right, verdict.message


@pytest.mark.parametrize("exercise", [ONE, BATCH, HIDDEN, RELU, SOFTMAX, LOSS, STEP])
def test_every_name_can_be_typed_as_the_exercise_says(exercise):
    vocabulary = exercise.about.vocabulary
    for name in vocabulary.sizes:
        typed = vocabulary.typed(name)
        assert f"`{typed}`" in exercise.how_to_type()
        assert name_of(read(typed, vocabulary)) == name


def test_what_was_read_can_be_shown():
    assert latex(read("a_i(p_j - y_j)", ONE.about.vocabulary)) == latex(ONE.about.equation.rhs)


@pytest.mark.parametrize("exercise", [ONE, BATCH, HIDDEN, RELU, SQUARE, SOFTMAX, LOSS, STEP])
def test_everything_else_that_may_be_typed_has_a_meaning_there(exercise):
    others = re.findall("`([^`]+)`", exercise.how_to_type().partition(" Also ")[2])
    assert ("sum_k" in others) == (exercise is not STEP)
    assert any("e^" in text for text in others) == ("z" in {name[0] for name in exercise.about.vocabulary.sizes})
    for text in others:
        if text != "sum_k":
            read(text, exercise.about.vocabulary)


def test_indices_are_spoken_of_where_there_are_some():
    assert "indices" in HIDDEN.judge("z_j + sum_k delta_k", NOBODY).message
    message = STEP.judge("w_0^2 + lr λ", NOBODY).message
    assert message.startswith("Not yet")
    assert "indices" not in message

"""A planted error is an error, and every other line is right."""

import numpy as np
import pytest

from lessons.engine.chain.equations import derive
from lessons.engine.forms.numpy_line import run
from lessons.engine.proof.named_arrays import example
from lessons.exercises import Context, WrongLine, in_derivation, in_lines, in_network, in_numpy
from lessons.exercises.wrong_line import RIGHT, WIDTH, WRONG, squared
from lessons.page.blocks import Question
from lessons.page.reader import lessons, load
from tests.support.contexts import CONTEXTS, context

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
            assert [exercise.judge(k, here).right for k in range(len(page.lines))] == [
                k == page.wrong for k in range(len(page.lines))
            ]
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


def test_short_derivations_stand_under_each_other():
    abouts = [in_network("5-4-tanh-3", "db2", "p y"), in_network("5-4-tanh-3", "da1", "W2 dz2")]
    plant, wrong = in_lines(*abouts), set()
    for seed in range(12):
        page = WrongLine(plant).page(context(seed=seed))
        assert len(page.lines) == sum(len(about.equation.steps) for about in abouts) == len(page.reasons)
        assert page.error > WRONG
        assert page.doubt < RIGHT
        wrong.add(page.wrong)
    assert len(wrong) > 2


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
def test_no_lesson_leaves_a_choice_between_two_lines_only(lesson):
    asked = [block.exercise for block in load(lesson.path) if isinstance(block, Question)]
    for exercise in asked:
        if isinstance(exercise, WrongLine):
            page = exercise.page(CONTEXTS[0])
            assert len(page.lines) >= 3
            assert page.doubt < RIGHT

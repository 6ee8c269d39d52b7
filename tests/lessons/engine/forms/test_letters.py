"""One table of letters: README and core say the same, and every equation takes its names from it."""

import re

import pytest

import core
from core.activations import ACTIVATIONS
from lessons.engine.chain.equations import derive
from lessons.engine.forms.letters import BELOW, ELSEWHERE, GRADIENT, GREEK, LETTERS, elsewhere, table
from lessons.engine.forms.moments import Moment
from lessons.engine.forms.notation import display, read_name
from lessons.engine.reasons.moves import Line
from lessons.page.blocks import Formula
from lessons.page.reader import lessons, load
from lessons.registry import NETWORKS
from tests.support.readme import README


def test_the_readme_has_the_same_table():
    text = README.read_text(encoding="utf-8")
    assert table().split("\n\n")[0] in text
    assert BELOW in " ".join(text.split())


def test_core_says_what_each_letter_is():
    said = re.split(r"[\s,]+", core.__doc__)
    missing = [own.letter for own in LETTERS if own.letter not in said]
    assert missing == [letter for letter in ("μ", "σ²", "m") if letter not in said]


def test_no_letter_stands_there_twice():
    for column in ("letter", "code"):
        assert len({getattr(own, column) for own in LETTERS}) == len(LETTERS)


def test_every_name_of_an_equation_is_in_the_table():
    known = {own.bare for own in LETTERS} | {"δ"}
    for network in NETWORKS:
        for equation in derive(network):
            for name in equation.reads | {equation.name}:
                shown = display(name)
                assert (shown.get("letter") or shown["partial"]).rstrip("′") in known


def test_a_name_is_read_as_the_table_says():
    assert read_name("xhat2") == ("x", "hat", 2, 0, False, "value")
    assert read_name("dvar1") == ("σ²", "", 1, 0, True, GRADIENT)
    assert read_name("dz3") == ("δ", "", 3, 0, False, GRADIENT)


EVERYWHERE = {own.bare for own in LETTERS} | {"N", "D", "H", "K", "lr", "δ"}


def letter_of(name: str) -> str:
    """λ of lambda_2, m of \\hat{m}_t, W of dW1, L′ of L''."""
    if re.fullmatch(r"\|?L'+\|?", name):
        return "L′"
    if name in GREEK.values():
        return next(letter for letter, tex in GREEK.items() if tex == name)
    name = re.sub(r"\\hat\{(.+?)\}|\\lim_\S+ |\\Delta|[|{}]", r"\1", name)
    stem = re.split(r"[_\d'′(]", name.replace(r"\operatornameIm", ""))[0].lstrip("\\")
    letters = {tex.lstrip("\\"): letter for letter, tex in GREEK.items()}
    return letters.get(stem, stem)


def names(blocks) -> set[str]:
    """What the formulas of a lesson name, as core or as SymPy spells it."""
    sides = [e for block in blocks if isinstance(block, Formula) for e in (block.lhs, *(s.expr for s in block.steps))]
    sides += [moment.of for e in sides for moment in e.atoms(Moment)]
    moments = {str(moment) for e in sides for moment in e.atoms(Moment)}
    return {name for e in sides for name in Line(e).names} - moments - set(ACTIVATIONS)


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
def test_each_letter_means_one_thing_in_a_lesson(lesson):
    """A number, such as λ, is what the table of the lesson says; an array, such as v0, what the table of all does."""
    own = [one.letter for one in ELSEWHERE if lesson.number in one.lessons]
    assert len(set(own)) == len(own)
    for name in names(load(lesson.path)):
        try:
            known, array = read_name(name).letter, True
        except KeyError:
            known, array = letter_of(name), False
        if array and re.search(r"\d", name):
            assert known not in own or known == "ε", f"{name} has the letter of another thing in this lesson"
        assert known in own or known in EVERYWHERE, f"nothing says what {name} is in lesson {lesson.number}"


def test_a_letter_of_a_lesson_stands_in_its_formulas_or_its_prose():
    for one in ELSEWHERE:
        for number in one.lessons:
            blocks = load(next(lesson.path for lesson in lessons() if lesson.number == number))
            assert one.letter in {letter_of(name) for name in names(blocks)}, one


def test_the_table_says_where_a_letter_means_what():
    assert "| λ | 10 | the curvature of a bowl |" in elsewhere()
    assert table().endswith(elsewhere())

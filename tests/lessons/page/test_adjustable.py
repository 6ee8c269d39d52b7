"""A number that is dragged carries a formula that core agrees with."""

import pytest
from sympy import Symbol

from lessons.notes.html import fragment
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.drawn import Curve, Plot
from lessons.page.reader import LessonError, record

a, b = Symbol("a"), Symbol("b")


def block(of_core=lambda v: 3 - 2 * v):
    readings = tuple(
        Reading(
            f"With [{v}]{{drag}} it is so.", worked(None, b - 2 * a, {a: v, b: 3.0}, of_core(v), a), ((v, v, "here"),)
        )
        for v in (-1.0, 0.0, 2.0)
    )
    return Adjustable("a", readings, 1, Plot((Curve("up", [-1, 2], [-1, 2]),), "a", "y", "A line."))


def test_numbers_stand_in_the_place_of_letters():
    tex = worked(Symbol("c"), b - 2 * a, {a: -0.5, b: 3.0}, 4.0, a).tex
    assert tex == r"c = b - 2 \, a = 3 - 2 \cdot \left(\mathbf{-0.5}\right) = 4"
    assert worked(None, b - a, {a: -0.5, b: 3.0}, 3.5).tex.endswith(r"3 - \left(-0.5\right) = 3.5")


def test_a_number_that_core_does_not_have_keeps_the_lesson_from_being_shown():
    assert block().check.holds
    record([block()], 1)
    with pytest.raises(LessonError, match="each of 3 values"):
        record([block(lambda v: 3 - 2 * v + 1e-6)], 1)


def test_paper_shows_the_reading_that_is_seen_first():
    page = fragment([block()])
    assert "With 0.0 it is so." in page
    assert ">here<" in page
    assert "{drag}" not in page

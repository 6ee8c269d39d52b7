"""What a cell shows is put down at its line, and a notebook draws it."""

import pytest

from lessons.notes.cell import Shown, show
from lessons.page.blocks import Check, Link, Prose
from lessons.page.reader import LessonError


def test_a_notebook_draws_what_was_shown():
    shown = show(Prose("a *word*"), Link("Step", "step"))
    assert isinstance(shown, Shown)
    assert shown == (Prose("a *word*"), Link("Step", "step"))
    assert "<em>word</em>" in shown._repr_html_()
    assert "/step" in shown._repr_html_()


def test_what_does_not_hold_is_not_shown():
    with pytest.raises(LessonError, match="does not hold"):
        show(Check("This and that", 1.0))

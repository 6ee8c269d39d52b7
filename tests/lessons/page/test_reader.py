"""A lesson file becomes blocks in the order of its lines, and nothing unproved gets through."""

from dataclasses import replace

import pytest

from lessons.derivations.softmax import jacobian
from lessons.engine.forms.latex import latex
from lessons.engine.proof.theorem import Theorem
from lessons.notes.cell import show
from lessons.page.blocks import Arrays, Check, Link, Prose
from lessons.page.example import misread
from lessons.page.reader import LessonError, lessons, load, prose

FILE = """# %% [markdown]
# # One
#
# What comes
# first?

# %%
from lessons.page.blocks import Link
from lessons.notes.cell import show

show(Link("a", "step"))

# %% [markdown]
# two

# %%
show(Link("b", "step"), Link("c", "step"))
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "01_in_order.py").write_text(FILE)
    (tmp_path / "12_later.py").write_text(FILE)
    (tmp_path / "other.py").write_text("raise AssertionError")
    return tmp_path


def test_lessons_are_the_numbered_files_and_are_read_without_being_run(folder):
    first, second = lessons(folder)
    assert (first.number, first.slug, first.title, first.question) == (1, "in-order", "One", "What comes first?")
    assert second.number == 12


def test_prose_and_blocks_stand_in_the_order_of_the_file(folder):
    blocks = load(folder / "01_in_order.py")
    assert [getattr(block, "label", None) or block.text[:5] for block in blocks] == ["# One", "a", "two", "b", "c"]


def test_prose_ends_where_code_begins():
    assert list(prose("# %% [markdown]\n# a\n# %%\nx = 1\n# %% [markdown]\n# b")) == [(1, Prose("a")), (5, Prose("b"))]


def test_what_is_not_proved_is_not_shown():
    right = jacobian()
    wrong = Theorem(right.lhs, right.steps, right.name, right.title, lambda: {"complex step": 1e-9})
    show(right)
    with pytest.raises(LessonError, match="not proved"):
        show(wrong)
    with pytest.raises(LessonError, match="not proved"):
        show(Arrays("dz", right.rhs, "dz = p", wrong.prove()))
    with pytest.raises(LessonError, match="does not hold"):
        show(Check("one and two", 0.5))
    for bare in (latex(right.rhs), right.rhs, right.steps[0]):
        with pytest.raises(LessonError, match="carry their proof"):
            show(bare)


def test_a_lesson_works_on_the_digit_that_is_handed_to_it(folder):
    path = folder / "02_digit.py"
    path.write_text(
        "# %%\nfrom lessons.page.blocks import Link\nfrom lessons.page.example import this_digit\nfrom "
        "lessons.notes.cell import show\n"
        'show(Link("", "step", {"digit": str(this_digit().index)}))\n'
    )
    own = replace(misread(), index=4321)
    assert load(path, own) == (Link("", "step", {"digit": "4321"}),)
    assert load(path) == (Link("", "step", {"digit": str(misread().index)}),)

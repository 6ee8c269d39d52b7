"""A formula as Typst's source says what its LaTeX says."""

import pytest

from lessons.notes.typeset import typst
from tests.lessons.notes.formulas import FORMULAS


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_in_its_source(tex):
    _, source = FORMULAS[tex]
    assert typst(tex) == source


def test_signs_that_typst_would_read_as_its_own_are_held():
    assert typst("a/b") == r"a \/ b"
    assert typst(r"f(a, b)") == "f ( a , b )"
    assert typst(r"\frac{a,b}{c}") == r"frac(a \, b, c)"

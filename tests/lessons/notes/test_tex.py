"""The LaTeX that lessons write is read back as a tree, and anything else is refused."""

import pytest

from lessons.notes.mathml import mathml
from lessons.notes.nodes import Fraction, Leaf, Row, Script
from lessons.notes.tex import TexError, read


@pytest.mark.parametrize("tex", [r"\tag{1}", r"\begin{array}{l}", r"\frac{1}", "{", "x}", r"\left(", "x_"])
def test_what_lessons_do_not_write_is_refused(tex):
    with pytest.raises(TexError):
        mathml(tex)


def test_a_tree_of_what_stands_there():
    a, one = Leaf("letter", "a"), Leaf("number", "1")
    assert read("a") == Row((a,))
    assert read(r"\frac{1}{a}") == Row((Fraction(one, a),))
    assert read("a_{1}'") == Row((Script(a, one, Leaf("sign", "′")),))
    assert read(r"\displaystyle a\!") == Row((a,))

"""Every kind of node is printed, as MathML and as Typst's source."""

from typing import get_args

from lessons.notes.mathml import mathml
from lessons.notes.nodes import Node
from lessons.notes.tex import read
from lessons.notes.typeset import typst

ALL = r"\hat{a} \sqrt{b} \frac{c}{d} e^{f} \left(g\right) \boxed{h} \begin{cases} i \end{cases} {j k}"


def kinds(node):
    """The types of a node and of all inside it."""
    found = {type(node)} if isinstance(node, get_args(Node)) else set()
    return found.union(*map(kinds, node)) if isinstance(node, tuple) else found


def test_there_is_a_formula_with_every_kind():
    assert kinds(read(ALL)) == set(get_args(Node))
    assert mathml(ALL).count("<mi>") == 11
    assert all(letter in typst(ALL) for letter in "abcdefghijk")

"""An expression in LaTeX: its names, its colours, and a mark on a part of it."""

import pytest
from sympy import IndexedBase, Rational, Symbol, log, sqrt

from lessons.engine.algebra.indices import index, total
from lessons.engine.forms.arrays import Product, Transposed
from lessons.engine.forms.latex import latex, name_latex

i, j, n = index("i", 3), index("j", 2), index("n", 5)
W1, dz1, x = map(IndexedBase, ("W1", "dz1", "x"))


@pytest.mark.parametrize(
    ("e", "text"),
    [
        (W1[i, j], "W_{ij}^{(1)}"),
        (W1[5, 10], "W_{5,10}^{(1)}"),
        (total(x[n, i] * dz1[n, j], n), r"\sum_{n} x_{ni} \, \delta_{nj}^{(1)}"),
        (Rational(1, 3) * x[n, i], r"\frac{1}{3} \, x_{ni}"),
        (Rational("4e-7"), r"4 \cdot 10^{-7}"),
        (sqrt(x[n, i]), r"\sqrt{x_{ni}}"),
        (log(Symbol("p") + 1), r"\log\left(1 + p\right)"),
    ],
)
def test_as_it_is_read(e, text):
    assert latex(e) == text


def test_a_whole_array_has_no_indices_and_shares_its_superscript():
    assert name_latex("dW2") == r"\frac{\partial L}{\partial W^{(2)}}"
    assert latex(Product(x[n, i], Transposed(W1[i, j])), whole=True) == r"x \, W^{(1)\top}"


def test_colours_belong_to_roles_and_marks_to_expressions():
    assert latex(x[n, i], {"value": "#123456"}) == r"\textcolor{#123456}{x_{ni}}"
    assert latex(x[n, i], marked={x[n, i]: "#abcdef"}) == r"\colorbox{#abcdef}{$\displaystyle x_{ni}$}"

"""Every kind of expression that an equation has is printed by a rule of this house, in what KaTeX sets."""

import pytest
from sympy import IndexedBase, KroneckerDelta, Piecewise, Symbol

from lessons.engine.algebra.functions import ACTIVATIONS, Applied, Slope
from lessons.engine.algebra.indices import index
from lessons.engine.algebra.places import Largest, Quotient, Remainder, Winner
from lessons.engine.forms.printer import Printer, quantity

i, j = index("i", 3), index("j", 2)
x = IndexedBase("x")
PRINTED = {
    KroneckerDelta(i, j): r"\mathbf{1}[i{=}j]",
    Piecewise((1, x[i] > 0), (0, True)): r"\mathbf{1}[x_{i} > 0]",
    Quotient(i, 2): r"\lfloor i/2 \rfloor",
    Remainder(i, 2): r"(i \bmod 2)",
    Largest(x[i], x[j]): r"\max\left(x_{i}, x_{j}\right)",
    Winner(0, x[i], x[j]): r"\mathbf{1}\left[\operatorname{arg\,max}\left(x_{i}, x_{j}\right) = 0\right]",
    x[i] ** -2: r"\frac{1}{x_{i}^{2}}",
    -x[i] / Symbol("N"): r"-\frac{1}{N} x_{i}",
}


@pytest.mark.parametrize("e", PRINTED, ids=str)
def test_each_by_its_rule(e):
    assert Printer().doprint(e) == PRINTED[e]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_by_the_name_of_its_row(name):
    name_, text = Symbol(name), ACTIVATIONS[name].latex
    assert Printer().doprint(Applied(name_, x[i])) == rf"{text}\left(x_{{i}}\right)"
    assert Printer().doprint(Slope(name_, x[i])) == rf"{text}'\left(x_{{i}}\right)"


def test_a_quantity_with_and_without_its_entry():
    assert quantity("xhat1") == r"\hat{x}^{(1)}"
    assert quantity("var2", "j") == r"\bigl(\sigma_{j}^{(2)}\bigr)^2"
    assert quantity("da1′") == r"\frac{\partial L}{\partial a^{\prime(1)}}"

"""A block says what is to be seen: tables know which columns are numbers, and code stands as in its file."""

from sympy import IndexedBase

from core.layers import Dense
from lessons.engine.algebra.indices import index
from lessons.page.blocks import Code, Table


def test_numbers_stand_at_the_right():
    z = IndexedBase("z1")[index("j", 3)]
    table = Table(("word", z, "share"), (("one", "−0.25", "12 %"), ("two", "4×10⁻⁷", "")), "A table.")
    assert table.right() == [False, True, True]
    assert table.heads() == ["word", "$z_{j}^{(1)}$", "share"]
    assert "#123456" in table.heads({"value": "#123456"})[1]


def test_code_says_where_it_stands():
    ((text, where),) = Code.of(Dense.parameter_gradients, "db").excerpts()
    assert text.startswith("db")
    assert where.startswith("core/layers.py, line ")
    assert where.endswith("in Dense.parameter_gradients")

"""A derivation is a left side and its lines, and the last of them is the result."""

from sympy import IndexedBase, Symbol

from lessons.engine.algebra.indices import index, total
from lessons.engine.chain.derivation import Derivation, Step

i, j = index("i", 3), index("j", 2)
x, W, z = map(IndexedBase, "xWz")


def test_the_last_line_is_the_result():
    found = Derivation(z[j], (Step(total(W[i, j] * x[i], i)), Step(x[0])))
    assert found.rhs == x[0]
    assert found.indices == (j,)
    assert found.latex() == "z_{j} = x_{0}"
    assert Derivation(Symbol("L"), found.steps).indices == ()


def test_aligned_lines_have_their_reasons_beside_them():
    rows = Derivation(z[j], (Step(x[i] * W[i, j] + x[i]), Step(x[i] * (W[i, j] + 1)))).aligned().split(r"\\[6pt]")
    assert len(rows) == 2
    assert rows[0].startswith(r"\begin{aligned}z_{j} &= \displaystyle ")
    assert rows[1].lstrip().startswith(r"&= \displaystyle x_{i}")
    assert [r"\footnotesize\text{definition}" in rows[0], r"\text{common factors in front}" in rows[1]] == [True, True]

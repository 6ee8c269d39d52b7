"""A derivation is a left side and its lines, and the last of them is the result."""

from sympy import IndexedBase, Symbol

from lessons.engine.algebra.indices import index, total
from lessons.engine.chain.derivation import Derivation, Step

i, j = index("i", 3), index("j", 2)
x, W, z = map(IndexedBase, "xWz")


def test_the_last_line_is_the_result():
    found = Derivation(z[j], (Step(total(W[i, j] * x[i], i), "definition"), Step(x[0], "no reason")))
    assert found.rhs == x[0]
    assert found.indices == (j,)
    assert found.latex() == "z_{j} = x_{0}"
    assert Derivation(Symbol("L"), found.steps).indices == ()


def test_aligned_lines_have_their_reasons_beside_them():
    rows = Derivation(z[j], (Step(x[j], "first"), Step(2 * x[j], "second"))).aligned().split(r"\\[6pt]")
    assert len(rows) == 2
    assert r"z_{j} &= \displaystyle x_{j} && \footnotesize\text{first}" in rows[0]
    assert r" &= \displaystyle 2 \, x_{j} && \footnotesize\text{second}" in rows[1]

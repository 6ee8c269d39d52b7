"""What is gone between two lines, and what is new, is counted whatever was done."""

from sympy import IndexedBase, KroneckerDelta, Sum, Symbol

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.indices import total
from lessons.engine.reasons.moves import Line, Move
from lessons.engine.twins.definitions import L, N, W, i, j, n, x, z

lr = Symbol("lr", positive=True)


def test_names_are_those_of_quantities_and_of_the_ends_of_sums():
    line = Line(lr * total(x[n, i] * z[n, j], n) / N)
    assert line.names == {"lr", "N", "x", "z"}
    assert Line(IndexedBase("W2")[i, j]).stems == {"W"}
    assert (line.sums, line.terms) == (1, 1)
    assert Line(Sum(x[n, i], (i, 0, 3))).summed == {"x"}


def test_a_slope_is_one_by_its_name_or_its_sign():
    assert Line(IndexedBase("dW1")[i, j]).is_slope
    assert Line(lr * Partial(L, W[i, j])).is_slope
    assert not Line(W[i, j]).is_slope
    assert Move(Line(Partial(L, W[i, j])), Line(x[n, i]), True).were_slopes


def test_what_was_put_in_is_gone_and_nothing_else_was_done():
    there, back = Line(x[n, i] * z[n, j]), Line(x[n, i] * (z[n, i] - 1))
    assert Move(Line(W[i, j] * x[n, i]), there, False).replaced
    assert not Move(Line(W[i, j] * KroneckerDelta(i, j)), there, False).replaced
    assert not Move(Line(Partial(L, W[i, j])), Line(Partial(L, z[n, j])), False).replaced
    assert Move(there, back, False).same
    assert not Move(there, back, True).same


def test_common_factors_leave_fewer_signs():
    before, after = Line(x[n, i] * z[n, j] - z[n, j] * W[i, j]), Line(z[n, j] * (x[n, i] - W[i, j]))
    assert Move(before, after, False).in_front
    assert Move(after, before, False).apart
    assert not Move(after, before, False).in_front

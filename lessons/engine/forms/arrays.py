"""The array form of an equation is the same equation with its indices dropped.

    Σ_n x_ni δ_nj    →  xᵀ δ          a sum that joins two arrays is a matrix product
    da_nj f′(z_nj)   →  da ⊙ f′(z)    entries that meet one by one are multiplied one by one
    Σ_n δ_nj         →  1ᵀ δ          a sum over rows is a row of column sums
    Σ_m e^z_nm       →  e^z 1         a sum over columns is a column of row sums

It is a SymPy expression in which x[n, i] stands for the whole array x. A row or a column that meets
a whole array repeats as often as it must, as in NumPy.
"""

import numpy as np
from sympy import Add, Expr, Indexed, Mul, Piecewise, Pow, S, Sum, Symbol

from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.algebra.indices import free_indices, size_of
from lessons.engine.algebra.numbers import COMPARE, FUNCTIONS
from lessons.engine.forms.notation import name_of
from lessons.engine.twins.definitions import N


class Product(Expr):
    """A matrix product."""

    left = property(lambda self: self.args[0])
    right = property(lambda self: self.args[1])


class Transposed(Expr):
    """Rows for columns."""

    of = property(lambda self: self.args[0])


class ColumnSums(Expr):
    """A row: the sum of each column."""

    of = property(lambda self: self.args[0])


class RowSums(Expr):
    """A column: the sum of each row."""

    of = property(lambda self: self.args[0])


class Total(Expr):
    """The sum of all entries."""

    of = property(lambda self: self.args[0])


class _NotAnArray(Exception):
    """This index expression has no form of rows and columns."""


def array_form(e: Expr, indices) -> Expr | None:
    """The form without indices of the array e with these free indices; None where there is none."""
    if len(indices) > 2:
        return None
    row, column = (None, None, *indices)[-2:]
    if len(indices) == 1 and size_of(column) == N:
        row, column = column, None
    try:
        return _place(e, row, column)
    except _NotAnArray:
        return None


def _place(e, row, column):
    """e without its indices, as an array with `row` down and `column` across."""
    if isinstance(e, Indexed):
        if e.indices in ((row, column), (column,)):
            return e
        if e.indices == (column, row):
            return Transposed(e)
        if e.indices == (row,) and is_column(e):
            return e
        raise _NotAnArray
    if isinstance(e, Sum):
        return _sum(e, row, column)
    if isinstance(e, Mul) and (outer := _outer(e, row, column)) is not None:
        return outer
    if isinstance(e, Piecewise):
        return Piecewise(*((_place(value, row, column), _place_condition(c, row, column)) for value, c in e.args))
    if isinstance(e, Applied | Slope):
        return e.func(e.args[0], _place(e.args[1], row, column))
    if e.is_number or isinstance(e, Symbol):
        return e
    if isinstance(e, Add | Mul | Pow) or e.func in FUNCTIONS:
        return e.func(*(_place(a, row, column) for a in e.args))
    raise _NotAnArray


def _place_condition(c, row, column):
    return c if c == S.true else c.func(_place(c.lhs, row, column), _place(c.rhs, row, column))


def _outer(e, row, column):
    """x_i δ_j is the product of a column and a row; None where the factors meet entry by entry."""
    if row is None or column is None:
        return None
    down = [f for f in e.args if free_indices(f) == {row}]
    across = [f for f in e.args if free_indices(f) == {column}]
    rest = [f for f in e.args if f not in down + across]
    if not down or not across or any(free_indices(f) for f in rest):
        return None
    return Mul(*rest) * Product(Transposed(_place(Mul(*down), None, row)), _place(Mul(*across), None, column))


def _sum(e, row, column):
    if len(e.limits) > 1:
        inner, outer = e.limits[:-1], e.limits[-1][0]
        if len(inner) == 1 and not free_indices(e):
            return Total(_place(e.function, outer, inner[0][0]))
        raise _NotAnArray
    over = e.limits[0][0]
    down: list = []
    across: list = []
    neither: list = []
    for f in Mul.make_args(e.function):
        free = free_indices(f)
        if {row, column} <= free or over not in free:
            raise _NotAnArray
        (down if row in free else across if column in free else neither).append(f)
    if down and across:
        return Product(_place(Mul(*down, *neither), row, over), _place(Mul(*across), over, column))
    if down:
        return RowSums(_place(Mul(*down, *neither), row, over))
    if across:
        return ColumnSums(_place(Mul(*across, *neither), over, column))
    return Total(_place(Mul(*neither), None, over))


def is_column(q: Indexed) -> bool:
    """One number for each example is a column."""
    return len(q.indices) == 1 and size_of(q.indices[0]) == N


def with_columns(e: Expr, arrays) -> dict:
    """The arrays with those of one number an example standing up as columns, as the form of e means them."""
    return {**arrays, **{name_of(q): np.reshape(arrays[name_of(q)], (-1, 1)) for q in e.atoms(Indexed) if is_column(q)}}


def is_array(e) -> bool:
    """Does e stand for more than one number?"""
    return e.has(Indexed) and not isinstance(e, Total)


def evaluate_array(e, arrays):
    """The array that an array form denotes; rows are 1 × n, columns n × 1, numbers 1 × 1."""
    if isinstance(e, Indexed):
        return np.reshape(arrays[name_of(e)], (-1, 1)) if is_column(e) else np.atleast_2d(arrays[name_of(e)])
    if isinstance(e, Product):
        return evaluate_array(e.left, arrays) @ evaluate_array(e.right, arrays)
    if isinstance(e, Transposed):
        return evaluate_array(e.of, arrays).T
    if isinstance(e, ColumnSums):
        return evaluate_array(e.of, arrays).sum(axis=0, keepdims=True)
    if isinstance(e, RowSums):
        return evaluate_array(e.of, arrays).sum(axis=1, keepdims=True)
    if isinstance(e, Total):
        return evaluate_array(e.of, arrays).sum(keepdims=True)
    if e.is_number or isinstance(e, Symbol):
        return np.full((1, 1), float(e) if e.is_number else arrays[str(e)])
    if isinstance(e, Applied | Slope):
        return evaluate_array(e.definition(), arrays)
    if isinstance(e, Piecewise):
        conditions = [np.full((1, 1), True) if c == S.true else _holds(c, arrays) for _, c in e.args]
        both = np.broadcast_arrays(*conditions, *(evaluate_array(value, arrays) for value, _ in e.args))
        return np.select(both[: len(conditions)], both[len(conditions) :])
    parts = [evaluate_array(a, arrays) for a in e.args]
    if e.func in FUNCTIONS:
        return FUNCTIONS[e.func](*parts)
    if isinstance(e, Pow):
        return np.power(*parts)
    result = parts[0]
    for part in parts[1:]:
        result = result + part if isinstance(e, Add) else result * part
    return result


def _holds(c, arrays):
    return COMPARE[c.rel_op](evaluate_array(c.lhs, arrays), evaluate_array(c.rhs, arrays))

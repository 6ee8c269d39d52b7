"""The numbers that an index expression stands for. All proofs rest on this file, so it is kept small.

Arrays may be complex: then the imaginary part of a result, divided by a tiny imaginary step, is a
derivative that is exact to rounding. Comparisons look at real parts only.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from sympy import (
    Abs,
    Add,
    Idx,
    Indexed,
    KroneckerDelta,
    Mul,
    Piecewise,
    Pow,
    S,
    Sum,
    Symbol,
    erf,
    exp,
    log,
    sign,
    sympify,
    tanh,
)

from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.algebra.indices import size_of
from lessons.engine.algebra.places import Largest, Quotient, Remainder, Winner

FUNCTIONS: dict[type, Callable] = {
    exp: np.exp,
    log: np.log,
    tanh: np.tanh,
    erf: np.vectorize(math.erf, otypes=[float]),
    Abs: lambda a: a * np.sign(np.real(a)),
    sign: lambda a: np.sign(np.real(a)),
}
COMPARE = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal, "==": np.equal}


def evaluate(e, arrays: Mapping, free=()):
    """The array that e denotes, its axes in the order of the indices `free`.

    `arrays` gives an array or a number for each name in e, sizes such as N among them.
    """
    a, axes = _evaluate(sympify(e), arrays)
    missing = [i for i in free if i not in axes]
    a, axes = a.reshape(a.shape + (1,) * len(missing)), [*axes, *missing]
    shape = [count(i, arrays) for i in free]
    return np.broadcast_to(a.transpose([axes.index(i) for i in free]), shape) if free else a[()]


def count(i: Idx, arrays) -> int:
    """How many values i takes."""
    size = size_of(i)
    return int(size if size.is_Integer else size.subs({s: arrays[str(s)] for s in size.free_symbols}))


def _align(parts):
    """The arrays with one axis for each index that any of them has, all in one order."""
    axes = list(dict.fromkeys(i for _, own in parts for i in own))
    aligned = []
    for a, own in parts:
        order = sorted(range(len(own)), key=lambda k: axes.index(own[k]))
        sizes = dict(zip(own, a.shape, strict=True))
        aligned.append(a.transpose(order).reshape([sizes.get(i, 1) for i in axes]))
    return aligned, axes


def _evaluate(e, arrays):
    def each(parts):
        return _align([_evaluate(part, arrays) for part in parts])

    if isinstance(e, Indexed):
        return _entries(np.asarray(arrays[str(e.base.label)]), e.indices, arrays)
    if isinstance(e, Sum):
        return _sum(e, arrays)
    if isinstance(e, Idx):
        return np.arange(count(e, arrays)), [e]
    if isinstance(e, KroneckerDelta):
        (a, b), axes = each(e.args[:2])
        return (a == b).astype(float), axes
    if isinstance(e, Add | Mul):
        parts, axes = each(e.args)
        result = parts[0]
        for part in parts[1:]:
            result = result + part if isinstance(e, Add) else result * part
        return result, axes
    if isinstance(e, Pow):
        (a, b), axes = each(e.args)
        return np.power(a, b), axes
    if e.is_Number or e.is_NumberSymbol:
        return np.asarray(float(e)), []
    if isinstance(e, Symbol):
        return np.asarray(arrays[str(e)]), []
    if isinstance(e, Applied | Slope):
        return _evaluate(e.definition(), arrays)
    if isinstance(e, Piecewise):
        return _cases(e, arrays)
    if isinstance(e, Largest):
        parts, axes = each(e.args)
        result = parts[0]
        for part in parts[1:]:
            result = np.where(np.real(result) >= np.real(part), result, part)
        return result, axes
    if isinstance(e, Quotient | Remainder):
        (a, b), axes = each(e.args)
        return (a // b if isinstance(e, Quotient) else a % b), axes
    if isinstance(e, Winner):
        (place, *parts), axes = each(e.args)
        return np.where(np.argmax(np.real(np.broadcast_arrays(*parts)), axis=0) == place, 1.0, 0.0), axes
    if e.func in FUNCTIONS:
        (a,), axes = each(e.args)
        return FUNCTIONS[e.func](a), axes
    raise TypeError(f"{e.func.__name__} has no numbers")


def _entries(a, indices, arrays):
    if all(isinstance(i, Idx) for i in indices) and len(set(indices)) == len(indices):
        return a, list(indices)
    where, axes = _align([_evaluate(i, arrays) for i in indices])
    where = np.broadcast_arrays(*(np.real(w).astype(int) for w in where))
    inside = np.ones(where[0].shape, bool)
    for w, size in zip(where, a.shape, strict=True):
        inside &= (w >= 0) & (w < size)
    return np.where(inside, a[tuple(np.where(inside, w, 0) for w in where)], 0), axes  # outside: zero padding


def _sum(e, arrays):
    bound = [limit[0] for limit in e.limits]
    parts = [_evaluate(factor, arrays) for factor in Mul.make_args(e.function)]
    axes = list(dict.fromkeys(i for _, own in parts for i in own))
    parts += [(np.ones(count(b, arrays)), [b]) for b in bound if b not in axes]
    axes += [b for b in bound if b not in axes]
    operands = [operand for a, own in parts for operand in (a, [axes.index(i) for i in own])]
    kept = [i for i in axes if i not in bound]
    return np.asarray(np.einsum(*operands, [axes.index(i) for i in kept], optimize=True)), kept


def _cases(e, arrays):
    parts = []
    for value, condition in e.args:
        parts.append(_evaluate(value, arrays))
        parts.append((np.asarray(True), []) if condition == S.true else _condition(condition, arrays))
    aligned, axes = _align(parts)
    aligned = np.broadcast_arrays(*aligned)
    return np.select(aligned[1::2], aligned[0::2]), axes


def _condition(c, arrays):
    (a, b), axes = _align([_evaluate(side, arrays) for side in (c.lhs, c.rhs)])
    return COMPARE[c.rel_op](np.real(a), np.real(b)), axes

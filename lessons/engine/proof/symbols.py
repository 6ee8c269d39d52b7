"""NumPy's `@`, `+`, `.T` and `.sum` also take SymPy symbols, so core itself can be run on letters.

What its lines then give is compared with the derived equation, written out entry by entry: not a
number that agrees, but the same formula. `exp`, `tanh` and comparisons refuse symbols.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from sympy import Add, Idx, Indexed, IndexedBase, Integer, Sum, expand

from lessons.engine.algebra.indices import rebuild, size_of
from lessons.engine.chain.backward import adjoint, gradients
from lessons.engine.twins.definitions import D, H, K, N, Twin
from lessons.engine.twins.layers import twin

SIZES = {N: Integer(2), D: Integer(3), H: Integer(2), K: Integer(3)}  # small, and no two neighbours alike


def entries(q: Indexed):
    """An array of symbols, one for each entry of q."""
    array = np.empty([int(size_of(i).xreplace(SIZES)) for i in q.indices], object)
    for at in np.ndindex(array.shape):
        array[at] = q.base[at]
    return array


def spelled_out(e, at: dict):
    """e with its indices at the values `at`, and every sum written as its terms."""
    if isinstance(e, Idx):
        return at[e]
    if isinstance(e, Sum):
        (i, low, high), *outer = e.limits
        if outer:
            return spelled_out(Sum(Sum(e.function, e.limits[0]), *outer), at)
        return Add(*(spelled_out(e.function, at | {i: Integer(k)}) for k in range(low, high + 1)))
    if isinstance(e, Indexed):
        return e.base[tuple(spelled_out(i, at) for i in e.indices)]
    return rebuild(e, lambda part: spelled_out(part, at))


def core_on_symbols(part: Any) -> Iterator[tuple[str, Any, Any]]:
    """(name, what core gives, what the equation says) for each equation of a layer or loss that takes symbols."""
    own = twin(part)
    derived = {str(g.lhs.base.label): (g.lhs.indices, g.rhs) for g in gradients(own)}
    derived |= {str(d.lhs.base.label): (d.lhs.indices, d.rhs) for d in own.definitions if isinstance(d.lhs, Indexed)}
    for name, compute in _computations(part, own):
        try:
            given = compute()
        except TypeError:  # NumPy's functions have no loop for symbols
            continue
        indices, rhs = derived[name]
        indices, rhs = [i.xreplace(SIZES) for i in indices], rhs.xreplace(SIZES)
        said = np.empty(given.shape, object)
        for at in np.ndindex(said.shape):
            said[at] = spelled_out(rhs, dict(zip(indices, map(Integer, at), strict=True)))
        yield name, given, said


def same(given, said) -> bool:
    """Are two arrays of formulas equal, entry by entry, once both are multiplied out?"""
    return all(expand(a.xreplace(SIZES) - b) == 0 for a, b in zip(given.ravel(), said.ravel(), strict=True))


def _computations(part, own: Twin):
    if hasattr(part, "gradient"):
        p, y = entries(own.definitions[0].lhs), entries(IndexedBase("y")[own.input.indices])
        yield "dz", lambda: part.gradient(p, y)
        return
    x, y, dy = entries(own.input), entries(own.output), entries(adjoint(own.output))
    parameters = tuple(entries(q) for q in own.parameters)
    yield str(own.output.base.label), lambda: part.forward(parameters, x)
    yield str(adjoint(own.input).base.label), lambda: part.input_gradient(parameters, x, y, dy)
    for k, q in enumerate(own.parameters):
        yield str(adjoint(q).base.label), lambda k=k: part.parameter_gradients(parameters, x, y, dy)[k]

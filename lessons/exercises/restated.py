"""What is right was derived, never typed in: an equation of a network, restated in the names that an exercise gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sympy import Expr, Idx, Indexed, Integer, KroneckerDelta, Piecewise, Sum, Symbol

from core.network import Network
from lessons.engine.algebra.derivative import Partial, collapse, inline, tidy
from lessons.engine.algebra.functions import Slope
from lessons.engine.algebra.indices import canonical, free_indices, reindex, rewrite, size_of
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Derivation, Step
from lessons.engine.chain.equations import Equation, derive
from lessons.engine.forms.latex import latex, name_latex
from lessons.engine.forms.notation import name_of
from lessons.engine.twins.definitions import N
from lessons.exercises.context import CannotAsk


@dataclass(frozen=True, eq=False)
class Restated(Derivation):
    """A derivation, and the names in which its result is written."""

    named_slopes: Expr  # the result with f′(z) by its name, where the derivation met one
    given: tuple[str, ...]
    sizes: Mapping[str, tuple]  # of every array that its lines speak of, by its name in core

    @property
    def indices(self) -> tuple[Idx, ...]:
        """The free indices, one for each axis of what stands on the left."""
        return self.lhs.indices if isinstance(self.lhs, Indexed) else tuple(sorted(free_indices(self.rhs), key=str))

    @property
    def forms(self) -> list[Expr]:
        """Equal formulas for the right side in the given names: with f′ by its name, then its lines from the last."""
        worked = [s.expr for s in reversed(self.steps) if not s.expr.has(Partial, KroneckerDelta)]
        return [e for e in [self.named_slopes, *worked] if {name_of(q) for q in e.atoms(Indexed)} <= set(self.given)]

    def result(self, arrays: Mapping) -> np.ndarray:
        """What core computed for the left side, in the shape meant here; where it has no such array, the right side."""
        if name_of(self.lhs) not in arrays:
            return np.asarray(evaluate(self.rhs, self.numbers(arrays), self.indices))
        a = np.asarray(arrays[name_of(self.lhs)])
        return a[0] if a.ndim > len(self.indices) else a

    def numbers(self, arrays: Mapping) -> dict:
        """The arrays of a pass, without the axis of examples where there is one digit."""
        return {name: a[0] if np.ndim(a) > len(self.sizes.get(name, np.shape(a))) else a for name, a in arrays.items()}


@lru_cache(maxsize=256)
def restated(network: Network, target: str, given: str) -> Restated:
    """The equation of `target` in the names `given`; what is not given is put in from its own equation.

    Where nothing is given, those are the names in its own equation. Where N is given, the equation is about a
    mini-batch; else it is about one digit, and has no index n. Raises CannotAsk.
    """
    equations = {e.name: e for e in derive(network)}
    equation, names = equations[target], set(given.split())
    if names <= {"N"}:
        names |= {name_of(q) for q in equation.rhs.atoms(Indexed)}
    _check(equation, names, equations)
    put_in = list(_put_in(equation.rhs, equation, names, equations, lambda e: e.rhs))
    with_slopes = list(_put_in(_with_slopes(equation), equation, names, equations, _with_slopes))
    if any(free_indices(e) - set(equation.indices) for e in put_in):
        put_in = with_slopes  # SymPy pulls the second of two case distinctions out of the sum between them
    steps = [*equation.steps, *map(Step, put_in)]
    named_slopes = with_slopes[-1] if with_slopes else _with_slopes(equation)
    lhs, sizes = equation.lhs, _sizes(equations.values())
    if "N" not in names:
        lhs, named_slopes = one_digit(lhs), one_digit(named_slopes)
        steps = [Step(one_digit(s.expr)) for s in steps]
        steps = [s for k, s in enumerate(steps) if k == 0 or s.expr != steps[k - 1].expr]
        sizes = {name: tuple(s for s in size if s != N) for name, size in sizes.items()}
    return Restated(lhs, tuple(steps), named_slopes, tuple(dict.fromkeys([*given.split(), *sorted(names)])), sizes)


def _check(equation: Equation, names: set, equations: Mapping[str, Equation]) -> None:
    """Can the equation be written in these names? Raises CannotAsk, before any work is done."""
    seen, todo = names | {equation.name}, [equation]
    while todo:
        for q in todo.pop().rhs.atoms(Indexed):
            if not all(isinstance(i, Idx) for i in q.indices):
                raise CannotAsk("This exercise is about dense layers, and in your network it would meet a convolution.")
            if name_of(q) not in seen and name_of(q) not in equations:
                raise CannotAsk(
                    f"This exercise does not fit your network, where ${name_latex(equation.name)}$ also depends on "
                    f"${latex(q)}$."
                )
            todo += [equations[name_of(q)]] if name_of(q) not in seen else []
            seen.add(name_of(q))
    if unknown := names - set(_sizes(equations.values())):
        raise CannotAsk(f"This exercise does not fit your network, which has no {', '.join(sorted(unknown))}.")


def _put_in(e: Expr, equation: Equation, names, equations, side) -> Iterator[Expr]:
    """e with one name after the other replaced by what `side` says of its equation, until only `names` are left."""
    while missing := {name_of(q) for q in e.atoms(Indexed)} & set(equations) - names:
        name = min(missing, key=list(equations).index)
        e = canonical(collapse(inline(e, equations[name].lhs, side(equations[name]))), equation.indices)
        e = e if e.has(Piecewise) else tidy(e)
        yield e


def _with_slopes(equation: Equation) -> Expr:
    """The last line of its derivation that still says f′(z); its result, where there is none."""
    named = [s.expr for s in equation.steps if s.expr.has(Slope) and not s.expr.has(Partial)]
    return named[-1] if named else equation.rhs


def _sizes(equations) -> dict[str, tuple]:
    found: dict[str, tuple] = {"N": ()}
    for e in equations:
        for q in (e.lhs, *e.rhs.atoms(Indexed)):
            if isinstance(q, Indexed) and all(isinstance(i, Idx) for i in q.indices):
                found.setdefault(name_of(q), tuple(map(size_of, q.indices)))
    return found


def one_digit(e):
    """e for a batch of one: the index n is gone, a sum over it has one term, and N is 1."""

    def is_example(i):
        return isinstance(i, Idx) and size_of(i) == N

    def put(part):
        if isinstance(part, Indexed):
            rest = tuple(i for i in part.indices if not is_example(i))
            return part.base[rest] if rest else Symbol(name_of(part))
        if isinstance(part, Sum):
            limits = [limit for limit in part.limits if not is_example(limit[0])]
            body = one_digit(part.function)
            return Sum(body, *limits) if limits else body
        if isinstance(part, KroneckerDelta) and all(map(is_example, part.args[:2])):
            return KroneckerDelta(0, 0)
        return None

    return rewrite(e, put).xreplace({N: 1})


def at(e, indices, entry):
    """e for one entry of an array: numbers in place of its free indices."""
    return reindex(e, {i: Integer(int(v)) for i, v in zip(indices, entry, strict=True)})

"""A theorem is a derivation with a name of its own and with witnesses, beyond the equations of one network."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Indexed

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Derivation
from lessons.engine.forms.notation import name_of
from lessons.engine.proof.witnesses import STEP, Proof, difference
from lessons.engine.twins.definitions import Definition


@dataclass(frozen=True)
class Theorem(Derivation):
    """lhs = the last of the steps. `witness` finds the relative error by routes that differ from the derivation."""

    name: str
    title: str
    witness: Callable[[], Mapping[str, float]]
    given: tuple[Definition, ...] = ()
    assumptions: tuple[str, ...] = ()

    def prove(self) -> Proof:
        start = time.perf_counter()
        errors = dict(self.witness())
        return Proof(self.name, self.title, errors, time.perf_counter() - start, self.assumptions)


def compared(steps, numbers: Callable[[], Mapping], routes: Mapping[str, Callable[[Mapping], Any]], free=()):
    """A witness: the result on these numbers beside what each route makes of them, and beside its own other lines."""

    def witness() -> dict[str, float]:
        arrays = numbers()
        derived = evaluate(steps[-1].expr, arrays, free)
        found = {name: difference(derived, route(arrays)) for name, route in routes.items()}
        return found | ({"every line": every_line(steps, arrays, free)} if len(steps) > 1 else {})

    return witness


def slopes(e: Expr, target: Indexed, arrays, free=()):
    """∂e/∂target of every entry of e by every entry of target, by complex step; the target's axes come last."""
    name, columns = name_of(target), []
    for k in range(np.size(arrays[name])):
        nudged = np.array(arrays[name], complex)
        nudged.flat[k] += 1j * STEP
        columns.append(np.imag(evaluate(e, {**arrays, name: nudged}, free)) / STEP)
    return np.stack(columns, axis=-1).reshape(np.shape(columns[0]) + np.shape(arrays[name]))


def every_line(steps, arrays, free=()) -> float:
    """The largest difference between any line and the last."""
    last = evaluate(steps[-1].expr, arrays, free)
    lines = [step.expr for step in steps if not step.expr.has(Partial)]
    return max(difference(evaluate(line, arrays, free), last) for line in lines)

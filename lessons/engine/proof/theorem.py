"""A theorem is a derivation with a name of its own and with witnesses, beyond the equations of one network."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Idx, Indexed, IndexedBase, Symbol

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Derivation
from lessons.engine.forms.moments import Moment
from lessons.engine.proof.partials import letters_of, slopes
from lessons.engine.proof.witnesses import Proof, difference, reasons

__all__ = ["Theorem", "compared", "every_line", "numbers_of", "slopes"]


@dataclass(frozen=True)
class Theorem(Derivation):
    """lhs = the last of the steps. `witness` finds the relative error by routes that differ from the derivation.

    On `numbers`, both sides of every line are worked out as they stand, apart from the routes: see `numbers_of`.
    """

    name: str
    title: str
    witness: Callable[[], Mapping[str, float]]
    assumptions: tuple[str, ...] = ()
    numbers: Callable[[], Mapping] | None = None
    free: tuple[Idx, ...] = ()

    def prove(self) -> Proof:
        start = time.perf_counter()
        errors = dict(self.witness())
        if self.numbers:
            errors["every line"] = every_line(self, self.numbers(), self.free)
        errors |= reasons(self)
        return Proof(self.name, self.title, errors, time.perf_counter() - start, self.assumptions, len(self.steps))


def compared(steps, numbers: Callable[[], Mapping], routes: Mapping[str, Callable[[Mapping], Any]], free=()):
    """A witness: the result on these numbers beside what each route makes of them."""

    def witness() -> dict[str, float]:
        arrays = numbers()
        derived = evaluate(steps[-1].expr, arrays, free)
        return {name: difference(derived, route(arrays)) for name, route in routes.items()}

    return witness


def every_line(derivation: Derivation, numbers: Mapping, free=()) -> float:
    """The largest difference between the left side, or any line, and the last line.

    What has no numbers, such as a name that nobody measured, differs from everything.
    """
    last = numbers_of(derivation.rhs, numbers, free)
    try:
        sides = [numbers_of(side, numbers, free) for side in (derivation.lhs, *(s.expr for s in derivation.steps))]
    except KeyError:
        return float("inf")
    return max(difference(side, last) for side in sides)


def numbers_of(e: Expr, numbers: Mapping, free=()):
    """The array that e denotes. `numbers` gives arrays by name, and measured slopes by the ∂ that they stand for.

    The axes of a measured slope are the letters of its ∂ in the order in which they first occur; where a whole
    expression is differentiated, they are those of `free`.
    """
    known, put = {q: a for q, a in numbers.items() if isinstance(q, str)}, {}
    for link in e.atoms(Partial):
        known[str(link)] = numbers[link]
        letters = dict.fromkeys(letters_of(link)) if isinstance(link.num, Indexed | Symbol) else free
        put[link] = IndexedBase(str(link))[tuple(letters)] if letters else Symbol(str(link))
    for moment in e.atoms(Moment):
        known[str(moment)] = moment.number(numbers)
    return evaluate(e.xreplace(put), known, free)

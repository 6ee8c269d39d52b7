"""Every equation is compared with witnesses that reach the same numbers by other routes.

    core            what core computes in float64
    core, symbols   what core's own lines give when they run on SymPy symbols
    complex step    Im L(v + ih) / h of the forward equations, exact to rounding, no derivative taken
    every line      both sides of each line of the derivation against its result; a ∂c/∂v that a line only names
                    is measured by complex step in the definition of c
    matrix          the form without indices
    NumPy           the printed line of code, read again and worked out
    reasons         no numbers: what was done from each line to the next is one of a closed list of steps

`LIMIT` is the relative difference at which an equation counts as proved. Where a gradient is zero by
nature (a bias before batch normalisation), differences are measured against `FLOOR`.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from sympy import Indexed, IndexedBase

from core.network import Network
from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Derivation
from lessons.engine.chain.equations import Equation, derive
from lessons.engine.forms.arrays import evaluate_array, with_columns
from lessons.engine.forms.numpy_line import run
from lessons.engine.proof.named_arrays import example
from lessons.engine.proof.partials import STEP, line_at, slopes_at

LIMIT = 1e-12
FLOOR = 1e-2
ENTRIES = 6  # of an array that the complex step looks at


@dataclass(frozen=True)
class Proof:
    """What the witnesses said about one equation."""

    name: str
    where: str
    errors: Mapping[str, float]  # the largest relative difference, by witness
    seconds: float
    assumptions: tuple[str, ...] = ()
    lines: int = 1  # of its derivation

    @property
    def worst(self) -> float:
        return max(self.errors.values())

    @property
    def proved(self) -> bool:
        return bool(self.worst <= LIMIT)


def difference(a, b) -> float:
    """The largest difference of two arrays, relative to the largest entry of the second; ∞ for two shapes."""
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim and b.ndim and a.shape != b.shape:
        return float("inf")
    worst = float(np.max(np.abs(a - b)) / max(np.max(np.abs(b)), FLOOR))
    return worst if np.isfinite(worst) else float("inf")


def prove_network(network: Network, seed: int = 0) -> Iterator[Proof]:
    """Every equation of `network`, on random numbers."""
    equations, arrays = derive(network), example(network, seed=seed)
    forward = [e for e in equations if e.direction == "forward"]
    for equation in equations:
        yield prove_equation(equation, forward, arrays, str(network), seed)


def prove_equation(equation: Equation, forward, arrays, where: str = "", seed: int = 0) -> Proof:
    """One equation, of the network with these forward equations, on the numbers of one pass through it."""
    start = time.perf_counter()
    errors = dict(_witnesses(equation, forward, arrays, seed)) | reasons(equation)
    return Proof(equation.name, where, errors, time.perf_counter() - start, equation.assumptions, len(equation.steps))


def _witnesses(e: Equation, forward, arrays, seed) -> Iterator[tuple[str, float]]:
    derived = np.asarray(evaluate(e.rhs, arrays, e.indices))
    found, in_core = _beside_core(e, derived, forward, arrays, seed)
    yield "core", max(difference(found, in_core), _left_side(e, derived, arrays))
    if e.direction == "backward":
        at, slopes = complex_step(forward, arrays, e.name.removeprefix("d"), seed)
        yield "complex step", difference(derived[at], slopes)
        yield "every line", _every_line(e, derived, forward, arrays, at)
    if e.matrix is not None and e.numpy is not None:
        yield "matrix", difference(evaluate_array(e.matrix, arrays).reshape(derived.shape), derived)
        yield "NumPy", difference(np.reshape(run(e.numpy, with_columns(e.rhs, arrays)), derived.shape), derived)


def reasons(derivation: Derivation) -> dict[str, float]:
    """0 where a reason could be read off each line, else ∞; nothing where a quantity is defined and needs none."""
    if derivation.reasons == ("definition",):
        return {}
    return {"reasons": 0.0 if all(derivation.reasons) else float("inf")}


def _left_side(e, derived, arrays) -> float:
    """How far the array that the left side names is from the result."""
    try:
        return difference(evaluate(e.lhs, arrays, e.lhs.indices if isinstance(e.lhs, Indexed) else ()), derived)
    except (KeyError, ValueError):  # a name that no pass has, or another shape
        return float("inf")


def _every_line(e, derived, forward, arrays, at) -> float:
    """The largest difference of any line from the result; where a line has a ∂, at the entries `at` of it."""
    known = arrays | _missing([step.expr for step in e.steps], forward, arrays)
    definitions = {f.name: f for f in forward}
    worst = 0.0
    for line in (step.expr for step in e.steps):
        if line.has(Partial):
            at_places = line_at(line, e.indices, definitions, known, at)
            worst = max(worst, difference(at_places, derived[at]))
        else:
            worst = max(worst, difference(evaluate(line, known, e.indices), derived))
    return worst


def _beside_core(e, derived, forward, arrays, seed):
    """The result, and core's number for it; inside a layer, what the layer makes of it, on a wire."""
    if not e.inner:
        return derived, arrays[e.name]
    known = {**arrays, e.name: derived}
    if e.direction == "backward":
        return _at_the_input(e, forward, known, seed)
    after = iter(forward[[f.name for f in forward].index(e.name) + 1 :])
    while (later := next(after)).inner:
        known[later.name] = evaluate(later.rhs, known, later.indices)
    return evaluate(later.rhs, known, later.indices), arrays[later.name]


def _at_the_input(e, forward, arrays, seed):
    """The gradient of what the layer was handed, at some places: every inner gradient, times the slope of its path."""
    inner = [f for f in forward if f.inner and f.layer == e.layer]
    (wire,) = {name for f in inner for name in f.reads if f"d{name}" in arrays} - {f.name for f in inner}
    at, _ = _some_places(np.shape(arrays[wire]), seed)
    found = np.zeros(len(at[0]))
    for f in inner:
        arriving = arrays[f"d{f.name}"]
        paths = slopes_at(f.rhs, IndexedBase(wire)[f.indices], arrays, f.indices, at)
        found = found + np.tensordot(arriving, paths, axes=arriving.ndim)
    return found, arrays[f"d{wire}"][at]


def _some_places(shape, seed, entries=ENTRIES):
    """The addresses of some entries of an array of this shape, and their numbers."""
    size = int(np.prod(shape))
    chosen = np.random.default_rng(seed).choice(size, min(entries, size), replace=False)
    return np.unravel_index(chosen, shape), chosen


def complex_step(forward, arrays, name, seed=0, entries=ENTRIES):
    """∂L/∂v for some entries of v by Im L(v + ih) / h: (where, slopes)."""
    at, chosen = _some_places(np.shape(arrays[name]), seed, entries)
    slopes = []
    for k in chosen:
        nudged = np.array(arrays[name], complex)
        nudged.flat[k] += 1j * STEP
        slopes.append(np.imag(_loss(forward, arrays | {name: nudged}, name)) / STEP)
    return at, np.array(slopes)


def _loss(forward, arrays, given):
    """L, with everything that follows from `given` worked out again.

    So small a step moves no real part, and each is kept as the pass found it. Worked out again, a sum in another
    order might end on the other side of a kink: a filter that sums to 0 gives 1e-19 or −1e-19 on blank paper.
    """
    changed = {given}
    for e in forward:
        if e.name != given and not changed.isdisjoint(e.reads):
            arrays[e.name] = arrays[e.name] + 1j * np.imag(evaluate(e.rhs, arrays, e.indices))
            changed.add(e.name)
    return arrays["L"]


def _missing(lines, forward, arrays):
    """Gradients that a derivation passes through and core never forms, such as ∂L/∂p, by complex step."""
    names = {str(base) for line in lines for base in line.free_symbols}
    found = {}
    for name in names:
        if name.startswith("d") and name not in arrays and name[1:] in arrays:
            at, slopes = complex_step(forward, arrays, name[1:], entries=np.size(arrays[name[1:]]))
            found[name] = np.empty(np.shape(arrays[name[1:]]))
            found[name][at] = slopes
    return found

"""How large weights may be at the start, so that signals neither die out nor explode."""

from itertools import product

import numpy as np
from sympy import IndexedBase, KroneckerDelta, Symbol, exp, integrate, oo, pi, simplify, solve, sqrt

from core.initializers import INITIALIZERS
from lessons.engine.algebra.derivative import collapse
from lessons.engine.algebra.functions import Applied
from lessons.engine.algebra.indices import fresh, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.moments import CHANCES, mean, variance
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import D, H, W, i, j

v = Symbol("v", positive=True)  # the variance of a weight
q = Symbol("q", positive=True)  # the mean square of an input
tau = Symbol("τ", positive=True)
INDEPENDENT = "weights are drawn independently of each other and of the inputs, with mean zero"
INPUTS, OUTPUTS = 30, 20
NUMBERS = {"D": INPUTS, "H": OUTPUTS, "v": 0.07, "q": 1.3}


def variance_of_a_sum() -> Theorem:
    """A unit sums over its inputs, so the variance grows with their number."""
    other = fresh(i, [i])
    pairs = total(v * KroneckerDelta(i, other) * q, i, other)
    steps = (
        Step(pairs),
        Step(collapse(pairs)),
    )
    sum_ = IndexedBase("z")[j]

    def numbers():
        rng = np.random.default_rng(0)
        x, every = rng.standard_normal(6), np.array([*product((-1, 1), repeat=6)])  # choice of signs for weights of ±√v
        return {"D": 6, "v": NUMBERS["v"], "q": (x**2).mean(), sum_: every * np.sqrt(NUMBERS["v"]) @ x}

    witness = compared(steps, numbers, {"all signs": lambda numbers: numbers[sum_].var()})
    title = "Initialisation: the variance of a pre-activation"
    return Theorem(variance(sum_), steps, "variance of a sum", title, witness, (INDEPENDENT,), numbers)


def _rule(name, title, steps, assumptions=()) -> Theorem:
    def witness():
        by_core = INITIALIZERS[name].variance(INPUTS, OUTPUTS)
        return {"core": difference(evaluate(steps[-1].expr, NUMBERS), by_core)}

    def numbers():
        spread = np.sqrt(INITIALIZERS[name].variance(INPUTS, OUTPUTS))
        return {**NUMBERS, W[i, j]: [-spread, spread]}

    lhs, taken = variance(W[i, j]), (INDEPENDENT, *assumptions)
    return Theorem(lhs, tuple(steps), name, f"Initialisation: {title}", witness, taken, numbers)


def _keeping(share):
    """The variance of a weight with which a mean square of q leaves as share · D v q = q."""
    (found,) = solve(share * variance_of_a_sum().rhs - q, v)
    return found


def lecun() -> Theorem:
    """Forward, without an activation: what comes in goes out at the same size."""
    return _rule("lecun", "LeCun", [Step(_keeping(1))])


def he() -> Theorem:
    """ReLU lets half of the mean square through, so He's weights have twice the variance."""
    return _rule(
        "he",
        "He",
        [Step(_keeping(half().rhs / tau**2))],
        ("pre-activations are normal",),
    )


def half() -> Theorem:
    """What ReLU leaves of the mean square of a normal number."""
    z = Symbol("z", real=True)
    found = integrate(z**2 * exp(-(z**2) / (2 * tau**2)) / (tau * sqrt(2 * pi)), (z, 0, oo))
    steps = (Step(simplify(found)),)

    def witness():
        nodes, weights = np.polynomial.hermite.hermgauss(40)  # exact for polynomials, so for z² over both halves
        both = float((weights * (np.sqrt(2) * 0.8 * nodes) ** 2).sum() / np.sqrt(np.pi))
        return {"quadrature": difference(evaluate(steps[-1].expr, {"τ": 0.8}), both / 2)}

    def numbers():
        nodes, weights = np.polynomial.hermite.hermgauss(40)
        return {"τ": 0.8, z: np.sqrt(2) * 0.8 * nodes, CHANCES: weights / np.sqrt(np.pi)}

    lhs, title = mean(Applied(Symbol("relu"), z) ** 2), "Initialisation: ReLU halves the mean square"
    return Theorem(lhs, steps, "half", title, witness, ("pre-activations are normal",), numbers)


def xavier() -> Theorem:
    """Forward asks for 1/D, backward for 1/H: Glorot and Bengio take the harmonic mean."""
    forward = _keeping(1)
    backward = forward.xreplace({D: H})  # the gradient is summed over the outputs
    between = Step(simplify(2 / (1 / forward + 1 / backward)))
    return _rule("xavier", "Xavier", [between], ("the compromise is a choice",))

"""Why a layer bends its sums, and how steep each bend is."""

import numpy as np
from sympy import Expr, IndexedBase, Rational, Symbol, diff

from core.activations import ACTIVATIONS
from core.network import Network
from lessons.engine.algebra.derivative import collapse, inline
from lessons.engine.algebra.functions import DEFINITIONS, A, Applied, Slope, Z, has_kink, slope, slope_from_output
from lessons.engine.algebra.indices import canonical, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import STEP, difference
from lessons.engine.twins.definitions import D, H, K, N, i, j, k, n, x
from lessons.exercises import Asked, Context
from lessons.page.blocks import Curve

a, z, z1, z2, W1, W2, b1, b2 = map(IndexedBase, ("a", "z", "z1", "z2", "W1", "W2", "b1", "b2"))
POINTS = np.array([[-3.0, -1.1, -0.2], [0.3, 0.9, 2.5]])  # on both sides of every kink


def two_linear_layers() -> Theorem:
    """Two layers that do not bend anything are one layer with other weights."""
    put_in = inline(total(z1[n, j] * W2[j, k], j) + b2[k], z1[n, j], total(x[n, i] * W1[i, j], i) + b1[j])
    apart = canonical(collapse(put_in, split=True), {n, k})
    regrouped = total(x[n, i] * total(W1[i, j] * W2[j, k], j), i) + total(b1[j] * W2[j, k], j) + b2[k]
    steps = (
        Step(put_in),
        Step(apart),
        Step(regrouped),
    )

    def numbers():
        network, rng = Network.from_text("5-4-3"), np.random.default_rng(0)
        trace = network.trace(rng.standard_normal(network.size), rng.standard_normal((6, 5)), np.zeros(6, int))
        return arrays_of(trace) | {str(N): 6, str(D): 5, str(H): 4, str(K): 3}

    title, free = "Two layers without an activation", (n, k)
    witness = compared(steps, numbers, {"core": lambda arrays: arrays["z2"]}, free)
    return Theorem(z2[n, k], steps, "two linear layers", title, witness, numbers=numbers, free=free)


def bend(name: str) -> Theorem:
    """What an activation is."""
    rhs = DEFINITIONS[name].subs(Z, z[n, j])

    def witness():
        return {"core": difference(_at_points(rhs), ACTIVATIONS[name].f(POINTS))}

    lhs, steps, title = Applied(Symbol(name), z[n, j]), (Step(rhs),), f"The activation {name}"
    return Theorem(lhs, steps, f"{name}", title, witness, numbers=lambda: _numbers(name), free=(n, j))


def steepness(name: str) -> Theorem:
    """Its slope, from its definition; from its output, where that is shorter."""
    found = diff(DEFINITIONS[name], Z)
    steps = [Step(found.subs(Z, z[n, j]))]
    if slope(name) != found:
        steps.append(Step(slope(name).subs(Z, z[n, j])))
    if (in_output := slope_from_output(name)) is not None and in_output.has(A):
        steps.append(Step(in_output.subs(A, a[n, j])))
    kink = ("at the kink, z = 0, the slope is a choice: the one from the left",) if has_kink(name) else ()

    def witness():
        nudged = DEFINITIONS[name].subs(Z, z[n, j])
        return {
            "core": difference(
                _at_points(steps[-1].expr, name), ACTIVATIONS[name].slope(POINTS, ACTIVATIONS[name].f(POINTS))
            ),
            "complex step": difference(
                _at_points(steps[-1].expr, name), np.imag(_at_points(nudged, name, POINTS + 1j * STEP)) / STEP
            ),
        }

    return Theorem(
        Slope(Symbol(name), z[n, j]),
        tuple(steps),
        f"slope of {name}",
        f"The slope of {name}",
        witness,
        assumptions=kink,
        numbers=lambda: _numbers(name),
        free=(n, j),
    )


def at_most_a_quarter() -> Theorem:
    """The slope of the sigmoid in another form: what is taken from a quarter is a square."""
    rhs = Rational(1, 4) - (a[n, j] - Rational(1, 2)) ** 2

    def witness():
        return {
            "core": difference(
                _at_points(rhs, "sigmoid"), ACTIVATIONS["sigmoid"].slope(POINTS, ACTIVATIONS["sigmoid"].f(POINTS))
            )
        }

    lhs = a[n, j] * (1 - a[n, j])
    steps, title = (Step(rhs),), "The steepest slope of the sigmoid"
    numbers = lambda: _numbers("sigmoid")  # noqa: E731
    return Theorem(lhs, steps, "at most a quarter", title, witness, numbers=numbers, free=(n, j))


def _at_points(e: Expr, name: str = "identity", at=POINTS):
    return evaluate(e, _numbers(name, at), (n, j))


def _numbers(name: str, at=POINTS) -> dict:
    return {"z": at, "a": ACTIVATIONS[name].f(np.real(at)), str(N): 2, str(H): 3}


def curves() -> tuple[Curve, ...]:
    """The slopes of three activations, as core works them out."""
    z = np.linspace(-5, 5, 301)
    return tuple(
        Curve(name, z, ACTIVATIONS[name].slope(z, ACTIVATIONS[name].f(z)) * 1.0) for name in ("sigmoid", "tanh", "relu")
    )


def flatter(context: Context) -> Asked:
    """At which of two sums is a bend flatter?"""
    chance = context.draw("flatter")
    name = str(chance.choice(["sigmoid", "tanh"]))
    sums = chance.choice([-4.0, -2.5, -1.0, 0.0, 0.5, 1.5, 3.0], 2, replace=False)
    if abs(sums[0]) == abs(sums[1]):
        sums[1] = 0.0
    slopes = ACTIVATIONS[name].slope(sums, ACTIVATIONS[name].f(sums))
    return Asked(
        f"A unit bends its sum by {name}. On one digit the sum is {sums[0]:g}, on another {sums[1]:g}. On which does "
        "less of the gradient come back through it?",
        tuple(f"where the sum is {value:g}" for value in sums),
        int(np.argmin(slopes)),
        f"The slopes are {slopes[0]:.4f} and {slopes[1]:.4f}: the further from zero, the flatter.",
    )


def measured_slope(name: str, z):
    """The slope of core's activation at z by complex step."""
    return np.imag(ACTIVATIONS[name].f(z + 1j * STEP)) / STEP

"""What a slope measured with a step of h gets wrong: truncation grows with h, round-off with 1/h."""

from fractions import Fraction
from functools import lru_cache
from math import factorial

import numpy as np
from sympy import Expr, I, Pow, Rational, S, Symbol, diff, expand, im, simplify, solve

from core.checks import STEPS, central_difference, complex_step, error_against_h, loss_at
from core.layers import Activate
from core.losses import Quadratic
from core.network import Network
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.powers import printed
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import STEP, difference
from lessons.exercises import Asked, Context

h, eps, size, bend = (Symbol(name, positive=True) for name in ("h", "ε", "L", "|L'''|"))
slopes = [Symbol("L" + "'" * k, real=True) for k in range(4)]  # L, L′, L″, L‴
at_h, at_minus_h, aside = Symbol("{L(h)}"), Symbol("{L(-h)}"), Symbol(r"\operatorname{Im}{L(ih)}")
NUMBERS = {"h": 0.03, "ε": 1e-3, "L": 2.3, "|L'''|": 0.7}
TAKEN = ("the series of the loss is left off where its terms get small",)


def series(at: Expr, order: int) -> Expr:
    """The loss at a distance of `at`, as a series up to that power of it."""
    return sum((at**k * slopes[k] / factorial(k) for k in range(order + 1)), S.Zero)


def _core(layers: int):
    """A loss of core whose series ends: along a step in one linear layer at h², in two of them at h⁴.

    (network, θ, digits, labels, direction), and its slopes by Cauchy's formula: a mean over a circle singles out one
    power.
    """
    rng = np.random.default_rng(0)
    network = Network.from_text("4-3-2", Quadratic())
    theta, direction = rng.standard_normal(network.size), rng.standard_normal(network.size)
    if layers == 1:
        direction[: network.parameters[1].stop] = 0
    where = (network, theta, rng.standard_normal((3, 4)), np.array([0, 1, 1]), direction)
    circle = np.exp(2j * np.pi * np.arange(8) / 8)
    around = np.array([loss_at(network, theta + u * direction, *where[2:4]) for u in circle])
    found = {str(q): factorial(k) * float((around * circle**-k).mean().real) for k, q in enumerate(slopes)}
    step = NUMBERS["h"]
    sides = {at_h: step, at_minus_h: -step, aside: 1j * step}
    for q, at in sides.items():
        moved = loss_at(network, theta + at * direction, *where[2:4])
        found[str(q)] = float(np.imag(moved) if q == aside else moved)
    return where, found | {"h": step}


def _with(slope):
    """The slope as core measures it, with the step that the numbers have."""
    return lambda network, theta, x, labels, direction: slope(network, theta, x, labels, direction, NUMBERS["h"])


def _derivation(name, title, lhs, steps, measured, layers=2) -> Theorem:
    def witness():
        where, numbers = _core(layers)
        return {
            "core": difference(evaluate(steps[-1].expr, numbers), measured(*where)),
        }

    return Theorem(lhs, steps, name, f"Measured slopes: {title}", witness, TAKEN, lambda: _core(layers)[1])


def one_sided() -> Theorem:
    """The rise over a step to one side."""
    rise = (series(h, 2) - slopes[0]) / h
    steps = (Step(rise), Step(expand(rise)))

    def measured(network, theta, x, labels, direction):
        after = loss_at(network, theta + NUMBERS["h"] * direction, x, labels)
        return (after - loss_at(network, theta, x, labels)) / NUMBERS["h"]

    return _derivation("one-sided difference", "a step to one side", (at_h - slopes[0]) / h, steps, measured, layers=1)


def central() -> Theorem:
    """The rise from one side to the other."""
    rise = (series(h, 3) - series(-h, 3)) / (2 * h)
    steps = (Step(rise), Step(expand(rise)))
    return _derivation(
        "central difference", "a step to both sides", (at_h - at_minus_h) / (2 * h), steps, _with(central_difference)
    )


def imaginary() -> Theorem:
    """The step goes where no loss is real, and the slope comes back as the imaginary part."""
    found = im(expand(series(I * h, 3))) / h
    steps = (Step(found), Step(expand(found)))
    return _derivation("complex step", "a step aside", aside / h, steps, _with(complex_step))


def both_sides(network, theta, x, labels, direction, steps=STEPS):
    """For each h of `steps`: the losses at h and −h, (steps, 2), and how many units are positive at one alone."""
    losses, changed = [], []
    for step in steps:
        sides = [theta + step * direction, theta - step * direction]
        losses.append([float(loss_at(network, side, x, labels)) for side in sides])
        here, there = (_positive(network, network.forward(side, x)) for side in sides)
        changed.append(int((here != there).sum()))
    return np.array(losses), changed


def _positive(network, values):
    """Which pre-activations are positive."""
    return np.concatenate(
        [z.ravel() > 0 for layer, z in zip(network.layers, values, strict=False) if isinstance(layer, Activate)]
    )


def _fraction(name) -> Fraction:
    return Fraction(NUMBERS[name])


def round_off() -> Theorem:
    """What rounding can do to a central difference: each loss is off by a share of at most ε."""
    steps = (
        Step((size * (1 + eps) - size * (1 - eps)) / (2 * h)),
        Step(eps * size / h),
    )

    def numbers():
        e, loss = _fraction("ε"), _fraction("L")
        return {**NUMBERS, "R": float((loss * (1 + e) - loss * (1 - e)) / (2 * _fraction("h")))}

    witness = compared(steps, numbers, {"fractions": lambda numbers: numbers["R"]})
    taken = ("both losses are about as large as L at the point itself",)
    return Theorem(Symbol("R"), steps, "round-off", "Measured slopes: round-off", witness, taken, numbers)


@lru_cache(maxsize=1)
def error() -> Theorem:
    """Both errors together, at their worst."""
    truncation = (central().rhs - slopes[1]).xreplace({slopes[3]: bend})
    steps = (Step(truncation + round_off().rhs),)

    def numbers():
        exact = _fraction("|L'''|") * _fraction("h") ** 2 / 6 + _fraction("ε") * _fraction("L") / _fraction("h")
        return {**NUMBERS, "E": float(exact)}

    witness = compared(steps, numbers, {"fractions": lambda numbers: numbers["E"]})
    return Theorem(Symbol("E"), steps, "error", "Measured slopes: both errors", witness, numbers=numbers)


@lru_cache(maxsize=1)
def best_step() -> Theorem:
    """Where both errors together are smallest: there the slope of E is zero."""
    (found,) = solve(diff(error().rhs, h), h)
    steps = (Step(Pow(simplify(found**3), Rational(1, 3), evaluate=False)),)

    def witness():
        best = evaluate(steps[-1].expr, NUMBERS)
        slope = _slope_of_the_error(best)
        return {"complex step": abs(slope / (NUMBERS["|L'''|"] * best))}  # against one of the two slopes that cancel

    def numbers():
        low, high = 1e-3, 1.0  # E falls here and rises there; halved until nothing lies between
        while low < (middle := (low + high) / 2) < high:
            low, high = (middle, high) if _slope_of_the_error(middle) < 0 else (low, middle)
        return {**NUMBERS, "h": low}

    return Theorem(h, steps, "best step", "Measured slopes: the best step", witness, numbers=numbers)


def _slope_of_the_error(at: float) -> float:
    """By complex step."""
    return float(np.imag(evaluate(error().rhs, {**NUMBERS, "h": at + 1j * STEP}))) / STEP


def better_step(context: Context) -> Asked:
    """Which of two steps measures the slope of the student's own network better?"""
    pair = 10.0 ** -context.draw("step").choice([[2, 6], [6, 12], [13, 7], [5, 9]])
    found = error_against_h(context.network, context.theta, context.trace().values[0], context.labels[:1], pair)[0]
    return Asked(
        f"A central difference measures a slope of your network's loss on this {context.label}. Which step does it "
        "better?",
        tuple(f"h = {printed(step, '.0e')}" for step in pair),
        int(found.argmin()),
        f"The errors are {' and '.join(printed(e, '.0e') for e in found)}.",
    )

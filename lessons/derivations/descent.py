"""Gradient descent on a bowl: each step multiplies the distance from the bottom by one number, 1 − lr λ."""

from typing import Any

import numpy as np
from sympy import IndexedBase, Pow, Symbol, diff, expand, factor

from core.config import Config
from core.losses import Quadratic, one_hot
from core.network import Network, Trace
from core.optimizers import SGD, take_step
from lessons.engine.algebra.derivative import Partial, inline
from lessons.engine.algebra.indices import total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.backward import gradients
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.powers import printed
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import STEP
from lessons.engine.twins.definitions import Definition, L, Twin, W, b, i, j, x, y, z
from lessons.exercises import Asked, Context

lr, curvature, t = Symbol("lr", positive=True), Symbol("λ", positive=True), Symbol("t", integer=True, positive=True)
now, then = Symbol("w"), Symbol("w'")
first, before, last = Symbol("w_0"), Symbol("w_{t-1}"), Symbol("w_t")
loss_after = Symbol("L_{after}")  # no prime: L' is a slope in the lesson on checking gradients
BOWL = curvature * now**2 / 2

NUMBERS: dict[str, Any] = {"lr": 0.13, "λ": 2.9, "t": 7, "w_0": -1.7, "w": 0.6}
WEIGHT = Network.from_text("1-1", Quadratic())  # a bowl of curvature x², as long as its bias stays zero

AT_ONCE = Config(  # 100 digits, all of them in every step
    network="784-10",
    loss="quadratic",
    initializer="zeros",
    optimizer="sgd",
    schedule="constant",
    examples=100,
    batch_size=100,
    validation=0,
    epochs=60,
)


def descend(network: Network, theta, x, labels, lr: float, steps: int) -> list[Trace]:
    """The pass before the first of `steps` steps of core's gradient descent and after each, all on the same digits."""
    passes = [network.trace(theta, x, labels)]
    for step in range(1, steps + 1):
        theta = theta.copy()
        take_step(theta, SGD(), passes[-1].gradient, (), step, lr)
        passes.append(network.trace(theta, x, labels))
    return passes


def edge_on(x) -> float:
    """The edge of a network without hidden layers on one digit: see `error_after_step`."""
    return 2 / float(1 + (x * x).sum())


def _one_weight(w: float, steps: int) -> tuple[float, float]:
    """(w, loss) after `steps` steps of core from `w`, on an input of √λ that should come out as nothing."""
    rate, inputs = NUMBERS["lr"], np.full((1, 1), NUMBERS["λ"] ** 0.5)
    for step in range(1, steps + 1):
        d_weight = _trace(w, inputs).gradient[:1]
        w += float(SGD().step(d_weight, (), step, rate)[0])
    return w, float(_trace(w, inputs).loss)


def _trace(w, inputs):
    """The pass of a one-hot label of 1 with a bias of 1, which cancel: what is left is the input times w."""
    return WEIGHT.trace(np.array([w, 1.0]), inputs, np.zeros(1, int))


def _numbers() -> dict[str, Any]:
    return NUMBERS


def _slope_of_the_bowl(w: float) -> float:
    """By complex step."""
    return float(np.imag(evaluate(BOWL, {**NUMBERS, "w": w + 1j * STEP}))) / STEP


def bowl() -> Theorem:
    """The loss of a single weight that is best at zero."""

    steps = (Step(BOWL),)
    witness = compared(steps, _numbers, {"core": lambda numbers: _one_weight(numbers["w"], 0)[1]})
    numbers = lambda: {**NUMBERS, "L": _one_weight(NUMBERS["w"], 0)[1]}  # noqa: E731
    return Theorem(L, steps, "bowl", "A bowl of curvature λ", witness, numbers=numbers)


def one_step() -> Theorem:
    """One step of gradient descent on the bowl."""
    slope = diff(BOWL, now)
    steps = (
        Step(now - lr * Partial(L, now)),
        Step(now - lr * slope),
        Step(now * (1 - lr * curvature)),
    )
    routes = {
        "core": lambda numbers: _one_weight(numbers["w"], 1)[0],
        "complex step": lambda numbers: numbers["w"] - numbers["lr"] * _slope_of_the_bowl(numbers["w"]),
    }
    witness = compared(steps, _numbers, routes)
    by_w = Partial(L, now)

    def numbers():
        w = NUMBERS["w"]
        return {**NUMBERS, str(then): _one_weight(w, 1)[0], by_w: _slope_of_the_bowl(w)}

    return Theorem(then, steps, "step on a bowl", "One step on the bowl", witness, numbers=numbers)


def many_steps() -> Theorem:
    """Where t steps lead from w₀: the same factor every time."""
    shrink = one_step().rhs / now
    steps = (Step(shrink * before), Step(Pow(shrink, t) * first))

    def numbers():
        before, after = (_one_weight(NUMBERS["w_0"], NUMBERS["t"] - k)[0] for k in (1, 0))
        return {**NUMBERS, "w_{t-1}": before, "w_t": after}

    witness = compared(steps, numbers, {"core": lambda numbers: _one_weight(numbers["w_0"], numbers["t"])[0]})
    return Theorem(last, steps, "steps on a bowl", "t steps on the bowl", witness, numbers=numbers)


def from_one(rate: float, steps):
    """Where a weight is that starts at 1, after each number of steps, at a rate of so many times one over λ."""
    return many_steps().along("t", steps, {"w_0": 1.0, "lr": rate, "λ": 1.0})


def change_of_loss() -> Theorem:
    """What one step does to the loss: the sign of lr λ − 2 decides."""
    after = BOWL.xreplace({now: one_step().rhs})
    steps = (
        Step(after - BOWL),
        Step(factor(expand(after - BOWL))),
    )

    def numbers():
        return {**NUMBERS, **{str(q): _one_weight(NUMBERS["w"], k)[1] for k, q in enumerate((L, loss_after))}}

    witness = compared(steps, numbers, {"core": lambda numbers: numbers[str(loss_after)] - numbers["L"]})
    return Theorem(loss_after - L, steps, "change on a bowl", "What a step does to the loss", witness, numbers=numbers)


def error_after_step() -> Theorem:
    """The error of a network without hidden layers on one digit, after a step on it: its bowl has λ = 1 + Σ x²."""
    error, error_after = IndexedBase("dz")[j], IndexedBase("dz′")[j]
    own = Twin((Definition(z[j], total(x[i] * W[i, j], i) + b[j]),), x[i], (W[i, j], b[j]))
    output = own.definitions[0].rhs
    slopes = {str(g.lhs.base.label): g for g in gradients(own)}

    def moved(by_weight, by_bias):
        e = inline(output, W[i, j], W[i, j] - lr * by_weight)
        return inline(e, b[j], b[j] - lr * by_bias) - y[j]

    put_in = moved(slopes["dW"].rhs, slopes["db"].rhs)
    before = output - y[j]
    squares = total(x[i] ** 2, i)
    steps = (
        Step(moved(slopes["dW"].lhs, slopes["db"].lhs)),
        Step(put_in),
        Step(before - lr * error * (squares + 1)),
        Step(error * (1 - lr * (squares + 1))),
    )

    def numbers():
        rng = np.random.default_rng(0)
        network, rows, labels = Network.from_text("5-3", Quadratic()), rng.standard_normal((1, 5)), np.array([1])
        theta, rate = rng.standard_normal(network.size), 0.07
        old, new = descend(network, theta, rows, labels, rate, 1)
        weights, bias = network.unpack(theta)[0]
        arrays = {
            "x": rows[0],
            "W": weights,
            "b": bias,
            "y": one_hot(labels, 3)[0],
            "dz": old.grads[-1][0],
            "dz′": new.grads[-1][0],
            "lr": rate,
            "D": 5,
            "H": 3,
        }
        arrays |= dict(
            zip(
                ("dW", "db"),
                (a.reshape(s) for a, s in zip(np.split(old.gradient, [15]), ((5, 3), (3,)), strict=True)),
                strict=True,
            )
        )
        return arrays

    title, free = "One digit's error after a step", (j,)
    witness = compared(steps, numbers, {"core": lambda arrays: arrays["dz′"]}, free)
    return Theorem(error_after, steps, "error after a step", title, witness, numbers=numbers, free=free)


def below_or_above(context: Context) -> Asked:
    """Does the loss fall or rise, on the student's digit, at a learning rate below its edge or above it?"""
    network = Network.from_text("784-10", Quadratic())
    x, label, share = context.images[:1], context.labels[:1], context.draw("edge").choice([0.4, 0.8, 1.2, 1.5])
    edge = edge_on(x)
    run = descend(network, np.zeros(network.size), x, label, share * edge, 5)
    return Asked(
        f"The squared pixels of your {label[0]} sum to {2 / edge - 1:.1f}, and the learning rate is "
        f"{share * edge:.4f}. Does the loss fall or rise?",
        ("It falls.", "It rises."),
        int(run[5].loss > run[0].loss),
        f"The edge is {edge:.4f}: five steps take the loss from {printed(run[0].loss)} to "
        f"{printed(run[5].loss, '.3g')}.",
    )

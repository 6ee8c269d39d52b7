"""What becomes of signals and gradients in a deep network: each layer multiplies their mean square by one factor."""

from itertools import product
from typing import Any

import numpy as np
from sympy import IndexedBase, KroneckerDelta, Pow, Rational, Symbol

from core.activations import ACTIVATIONS
from core.initializers import INITIALIZERS, initialize
from core.layers import Activate
from core.network import Network
from lessons.engine.algebra.derivative import Partial, collapse
from lessons.engine.algebra.functions import Slope, Z, slope_from_output
from lessons.engine.algebra.indices import fresh, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.moments import mean
from lessons.engine.forms.powers import printed
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import L, i, j
from lessons.exercises import Asked, Context

v, q, s = (Symbol(name, positive=True) for name in ("v", "q", "s"))  # of a weight, of δ, of the slope
t = Symbol("t", integer=True, positive=True)
first, before, after = Symbol("q_0"), Symbol("q_{t-1}"), Symbol("q_t")
a = Symbol("a", real=True)
NUMBERS: dict[str, Any] = {"H": 4, "v": 0.3, "s": 0.6, "q_0": 1.7, "t": 9}
INDEPENDENT = "weights have mean zero and are drawn independently of each other and of the error signal"
DEEP = 20  # layers
WIDTH = 100  # units in each


def backward_sum() -> Theorem:
    """A unit gathers the error signals of all units above it, so their number counts."""
    by_a = Partial(L, IndexedBase("a")[i])
    other = fresh(j, [j])
    pairs = total(v * KroneckerDelta(j, other) * q, j, other)
    steps = (
        Step(pairs),
        Step(collapse(pairs)),
    )

    def numbers():
        delta = np.random.default_rng(0).standard_normal(4)
        every = np.array([*product((-1, 1), repeat=4)])  # choice of signs for weights of ±√v, which have that variance
        return {"H": 4, "v": 0.3, "q": (delta**2).mean(), by_a: every * np.sqrt(0.3) @ delta}

    title = "Depth: the mean square of a gradient, one layer down"
    witness = compared(steps, numbers, {"all signs": lambda arrays: np.mean(arrays[by_a] ** 2)})
    return Theorem(mean(by_a**2), steps, "backward sum", title, witness, (INDEPENDENT,), numbers)


def through_layers() -> Theorem:
    """The same factor at every layer, so a power of it at the end."""
    factor = backward_sum().rhs / q * s
    steps = (
        Step(factor * before),
        Step(Pow(factor, t) * first),
    )

    def numbers():
        squares = [NUMBERS["q_0"]]
        for _ in range(NUMBERS["t"]):
            squares.append(NUMBERS["H"] * NUMBERS["v"] * NUMBERS["s"] * squares[-1])
        return {**NUMBERS, "q_{t-1}": squares[-2], "q_t": squares[-1]}

    witness = compared(steps, numbers, {"layer by layer": lambda arrays: arrays["q_t"]})
    taken = (INDEPENDENT, "all layers are alike, and slopes are independent of error signals")
    title = "Depth: the mean square after t layers"
    return Theorem(after, steps, "through layers", title, witness, taken, numbers)


def steepest(name: str) -> float:
    """The largest slope that core's activation has on a fine grid."""
    row, z = ACTIVATIONS[name], np.linspace(-20, 20, 4001)
    return float(np.max(row.slope(z, row.f(z))))


def sigmoid_slope() -> Theorem:
    """The slope of the sigmoid is never above a quarter."""
    steps = (
        Step(slope_from_output("sigmoid")),
        Step(Rational(1, 4) - (a - Rational(1, 2)) ** 2),
    )

    def witness():
        row, z = ACTIVATIONS["sigmoid"], np.array([-3.1, -0.4, 0.2, 1.9])
        found = [evaluate(steps[-1].expr, {"a": output}) for output in row.f(z)]
        return {"core": difference(found, row.slope(z, row.f(z)))}

    lhs, title = Slope(Symbol("sigmoid"), Z), "Depth: the slope of the sigmoid"
    numbers = lambda: {str(Z): 1.9, "a": ACTIVATIONS["sigmoid"].f(np.array(1.9))}  # noqa: E731
    return Theorem(lhs, steps, "slope of sigmoid", title, witness, numbers=numbers)


def deep(activation: str) -> Network:
    """Twenty hidden layers of a hundred units."""
    return Network.from_text(f"784-{f'{WIDTH}-{activation}-' * DEEP}10")


def theta_of(network: Network, initializer: str, times: float = 1.0):
    """θ as core draws it, with each weight then multiplied by `times`."""
    start = initialize(network, initializer, 0, np.float64)
    for p in network.parameters:
        if p.letter == "W":
            start[p.slice] *= times
    return start


def root_mean_squares(network: Network, theta, x, labels):
    """Of what leaves each activation, and of the gradient that arrives there: (2, layers)."""
    trace = network.trace(theta, x, labels)
    wires = [k + 1 for k, layer in enumerate(network.layers) if isinstance(layer, Activate)]
    return np.array(
        [[float(np.sqrt((arrays[k] ** 2).mean())) for k in wires] for arrays in (trace.values, trace.grads)]
    )


def variance(initializer: str, inputs: int, outputs: int) -> float:
    return float(INITIALIZERS[initializer].variance(inputs, outputs))


def grows_or_dies(context: Context) -> Asked:
    """What He's rule, and a little more or less, makes of the student's digits."""
    network, times = deep("relu"), float(context.draw("times").choice([0.6, 0.8, 1.3, 1.6]))
    sizes = root_mean_squares(network, theta_of(network, "he", times), context.images, context.labels)[0]
    return Asked(
        f"The weights of twenty ReLU layers are drawn by He's rule and then multiplied by {times:g}. What leaves the "
        "last layer?",
        ("Much less than what leaves the first.", "About as much.", "Much more."),
        0 if 10 * sizes[-1] < sizes[0] else 2 if sizes[-1] > 10 * sizes[0] else 1,
        f"The root mean square goes from {printed(sizes[0], '.3g')} after the first layer to "
        f"{printed(sizes[-1], '.3g')} after the last.",
    )


def survives(context: Context) -> Asked:
    """What is left of a gradient at the first of twenty layers, on the student's digits."""
    activation, rule = (
        str(word)
        for word in context.draw("survives").choice([["relu", "he"], ["sigmoid", "xavier"], ["relu", "normal"]])
    )
    network = deep(activation)
    _, sizes = root_mean_squares(network, theta_of(network, rule), context.images, context.labels)
    how = {"he": "He's rule", "xavier": "Xavier's rule", "normal": "a spread of 0.01"}[rule]
    share = sizes[0] / sizes[-1]
    return Asked(
        f"Twenty {activation} layers begin with weights drawn by {how}. How large is the gradient at the first layer, "
        "beside that at the last?",
        (
            "Less than a millionth.",
            "Between a hundredth and a hundred times as large.",
            "More than a million times as large.",
        ),
        0 if share < 1e-6 else 2 if share > 1e6 else 1,
        f"It is {printed(sizes[-1], '.2g')} at the last layer and {printed(sizes[0], '.2g')} at the first.",
    )

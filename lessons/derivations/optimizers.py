"""What the optimizers do while the gradient stays the same."""

import numpy as np
from sympy import Expr, Piecewise, Sum, Symbol, limit, simplify, sqrt, symbols

from core.optimizers import AdaGrad, Adam, Momentum, RMSprop
from lessons.engine.algebra.indices import index, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.theorem import Theorem
from lessons.engine.proof.witnesses import difference

t = Symbol("t", integer=True, positive=True)
r = index("r", t)  # how many steps ago
beta, rho, lr, eps = (Symbol(name, positive=True) for name in ("β", "ρ", "lr", "ε"))
g = Symbol("g", real=True, nonzero=True)
LR, G, STEPS = 0.1, -2.5, 7  # the numbers of every witness
NUMBERS = {"lr": LR, "g": G, "t": STEPS, "β": 0.9, "ρ": 0.9, "ε": 1e-8}


def memory_after(optimizer, steps=STEPS):
    """The memory of an optimizer of core, and its last step, under a constant gradient."""
    memory = optimizer.start(np.zeros(1))
    for k in range(1, steps + 1):
        step = optimizer.step(np.array([G]), memory, k, LR, np.ones(1))
    return memory, step[0]


def alternating(rate: float, steps: int = 50) -> float:
    """How far Adam's last step goes where the gradient has changed its sign every time."""
    optimizer, memory = Adam(), Adam().start(np.zeros(1))
    for k in range(1, steps + 1):
        step = optimizer.step(np.array([(-1.0) ** k]), memory, k, rate, np.ones(1))
    return float(abs(step[0]))


def last_step(optimizer) -> float:
    """The last of those steps."""
    return memory_after(optimizer)[1]


def _summed(e: Expr) -> Expr:
    """A sum of powers of β, worked out for β ≠ 1."""
    letter = Symbol("r", integer=True)
    found = e.replace(Sum, lambda body, limits: Sum(body.xreplace({r: letter}), (letter, *limits[1:]))).doit()
    return found.replace(Piecewise, lambda *branches: branches[-1][0])


def _derivation(name, title, lhs, steps, by_core, more=dict, assumptions=("the gradient is the same at every step",)):
    """`more` gives the numbers of the names that only lines between speak of, as core has them."""

    def witness():
        return {"core": difference(evaluate(steps[-1].expr, NUMBERS), by_core())}

    numbers = lambda: {**NUMBERS, str(lhs): by_core(), **more()}  # noqa: E731
    return Theorem(lhs, tuple(steps), name, f"Optimizers: {title}", witness, assumptions, numbers)


def _unrolled(rule: Expr, powers: Expr) -> list[Step]:
    return [
        Step(rule),
        Step(powers),
        Step(_summed(powers)),
    ]


def moving_average() -> Theorem:
    """Adam's m starts at zero, and so begins too small."""
    m, before = symbols("m_t m_{t-1}")
    unrolled = (1 - beta) * total(beta**r * g, r)
    steps = _unrolled(beta * before + (1 - beta) * g, unrolled)
    return _derivation(
        "moving average",
        "a moving average starts too small",
        m,
        steps,
        lambda: memory_after(Adam())[0][0][0],
        lambda: {str(before): memory_after(Adam(), STEPS - 1)[0][0][0]},
    )


def bias_correction() -> Theorem:
    """Why Adam divides by 1 − βᵗ."""
    m, corrected = symbols(r"m_t \hat{m}_t")
    rule = m / (1 - beta**t)
    put_in = simplify(rule.xreplace({m: moving_average().rhs}))
    steps = [Step(rule), Step(put_in)]
    average = lambda: memory_after(Adam())[0][0][0]  # noqa: E731
    return _derivation(
        "bias correction",
        "Adam's correction is exact",
        corrected,
        steps,
        lambda: average() / (1 - 0.9**STEPS),
        lambda: {str(m): average()},
    )


def adam_step() -> Theorem:
    """Adam's step is about lr long, whatever the size of the gradient."""
    delta = Symbol(r"\Delta\theta")
    m, s = Symbol(r"\hat{m}_t"), Symbol(r"\hat{s}_t")
    rule = -lr * m / (sqrt(s) + eps)
    steps = [Step(rule), Step(rule.xreplace({m: g, s: g**2}))]

    def corrected():
        (first, second), _ = memory_after(Adam())
        return {str(m): first[0] / (1 - 0.9**STEPS), str(s): second[0] / (1 - 0.999**STEPS)}

    return _derivation("adam step", "the length of Adam's step", delta, steps, lambda: last_step(Adam()), corrected)


def rmsprop_step() -> Theorem:
    """RMSprop does not correct its average, and so begins with long steps."""
    delta, s = Symbol(r"\Delta\theta"), Symbol("s_t")
    rule = -lr * g / (sqrt(s) + eps)
    average = moving_average().rhs.xreplace({beta: rho, g: g**2})
    steps = [Step(rule), Step(rule.xreplace({s: average}))]
    return _derivation(
        "rmsprop step",
        "RMSprop begins with long steps",
        delta,
        steps,
        lambda: last_step(RMSprop()),
        lambda: {str(s): memory_after(RMSprop())[0][0][0]},
    )


def adagrad_step() -> Theorem:
    """AdaGrad's sum of squares only grows, so its steps shrink like 1/√t."""
    delta, s = Symbol(r"\Delta\theta"), Symbol("s_t")
    rule = -lr * g / (sqrt(s) + eps)
    steps = [
        Step(rule),
        Step(rule.xreplace({s: total(g**2, r)})),
        Step(rule.xreplace({s: _summed(total(g**2, r))})),
    ]
    return _derivation(
        "adagrad step",
        "AdaGrad slows down",
        delta,
        steps,
        lambda: last_step(AdaGrad()),
        lambda: {str(s): memory_after(AdaGrad())[0][0][0]},
    )


def momentum_velocity() -> Theorem:
    """A direction that persists adds up."""
    v, before = symbols("v_t v_{t-1}")
    unrolled = total(beta**r * g, r)
    return _derivation(
        "momentum",
        "velocity under a constant gradient",
        v,
        _unrolled(beta * before + g, unrolled),
        lambda: memory_after(Momentum())[0][0][0],
        lambda: {str(before): memory_after(Momentum(), STEPS - 1)[0][0][0]},
    )


def momentum_limit() -> Theorem:
    """With β = 0.9 the steps end up ten times as long."""
    q = Symbol("q", positive=True)  # β = 1/(1 + q) lies between 0 and 1, as SymPy can see
    vanishing = limit((1 / (1 + q)) ** t, t, "oo")
    steps = [Step(momentum_velocity().rhs.xreplace({beta**t: vanishing}))]
    assumptions = ("the gradient is the same at every step", "0 < β < 1")
    lhs, by_core = Symbol(r"\lim_{t\to\infty} v_t"), lambda: memory_after(Momentum(), 2_000)[0][0][0]
    return _derivation("momentum limit", "the velocity in the end", lhs, steps, by_core, assumptions=assumptions)

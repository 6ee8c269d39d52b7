"""The update rule of each optimizer of core, as it is printed: what it remembers, and the step Δθ."""

from dataclasses import fields

import numpy as np
from sympy import Symbol, sqrt, symbols

from core.optimizers import OPTIMIZERS
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.theorem import Theorem
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import Definition

g, theta, lr, t, eps, rho, lam = map(Symbol, ("g", "θ", "lr", "t", "ε", "ρ", "λ"))
beta, beta1, beta2 = map(Symbol, ("β", "beta_1", "beta_2"))
step = Symbol(r"\Delta\theta")
m, v, s = symbols("m_t v_t s_t")
m_before, v_before, s_before = symbols("m_{t-1} v_{t-1} s_{t-1}")
m_hat, s_hat = symbols(r"\hat{m}_t \hat{s}_t")

# v is a velocity and s an average or a sum of squares, in every rule; Adam's authors call the latter v
_VELOCITY = Definition(v, beta * v_before + g)
_SCALED = Definition(step, -lr * g / (sqrt(s) + eps))
_MOMENTS = (
    Definition(m, beta1 * m_before + (1 - beta1) * g),
    Definition(s, beta2 * s_before + (1 - beta2) * g**2),
    Definition(m_hat, m / (1 - beta1**t)),
    Definition(s_hat, s / (1 - beta2**t)),
)
_ADAM = -lr * m_hat / (sqrt(s_hat) + eps)

RULES = {
    "sgd": (Definition(step, -lr * g),),
    "momentum": (_VELOCITY, Definition(step, -lr * v)),
    "nesterov": (_VELOCITY, Definition(step, -lr * (g + beta * v))),
    "adagrad": (Definition(s, s_before + g**2), _SCALED),
    "rmsprop": (Definition(s, rho * s_before + (1 - rho) * g**2), _SCALED),
    "adam": (*_MOMENTS, Definition(step, _ADAM)),
    "adamw": (*_MOMENTS, Definition(step, _ADAM - lr * lam * theta)),
}
MEMORY = {m: m_before, v: v_before, s: s_before}  # what is kept, and its name one step before
# the fields of core's optimizers, and their letters
FIELDS = {"beta": beta, "beta1": beta1, "beta2": beta2, "rho": rho, "epsilon": eps, "decay": lam}


def update_rule(name: str) -> tuple[Theorem, ...]:
    """Each equation of an optimizer, compared with core over a few steps of random gradients."""
    return tuple(
        Theorem(
            d.lhs,
            (Step(d.rhs),),
            f"{name}, {d.lhs}",
            f"Optimizers: the rule of {name}",
            lambda: _witness(name)[0],
            numbers=lambda: _one(_witness(name)[1], 0),
        )
        for d in RULES[name]
    )


def _witness(name):
    """How far core is from the rule, and the arrays of the last step, as core has them where it does."""
    optimizer, rng = OPTIMIZERS[name], np.random.default_rng(0)
    memory = optimizer.start(np.zeros(4))
    arrays = {str(FIELDS[f.name]): getattr(optimizer, f.name) for f in fields(optimizer)} | {
        "lr": 0.1,
        "θ": rng.standard_normal(4),
    }
    kept = [d.lhs for d in RULES[name] if d.lhs in MEMORY]
    worst = 0.0
    for k in range(1, 4):
        arrays |= {str(MEMORY[q]): old.copy() for q, old in zip(kept, memory, strict=True)}
        arrays |= {"g": rng.standard_normal(4), "t": k}
        by_core = optimizer.step(arrays["g"], memory, k, 0.1, arrays["θ"])
        for d in RULES[name]:
            arrays[str(d.lhs)] = np.array([evaluate(d.rhs, _one(arrays, i)) for i in range(4)])
        known = [by_core, *memory]
        worst = max(worst, *(difference(arrays[str(q)], array) for q, array in zip([step, *kept], known, strict=True)))
    return {"core": worst}, arrays | dict(zip(map(str, [step, *kept]), known, strict=True))


def _one(arrays, i):
    """The numbers of parameter i: every rule treats each number of θ on its own."""
    return {name: array[i] if np.ndim(array) else array for name, array in arrays.items()}

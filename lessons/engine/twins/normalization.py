"""The twins of batch and layer normalisation: opened up, they are four forward equations."""

from functools import lru_cache

import numpy as np
from sympy import Expr, IndexedBase, S, Symbol, sqrt

from lessons.engine.algebra.indices import rewrite, size_of, total
from lessons.engine.twins.definitions import Definition, Fact, Rule, Twin, c, entry, h, j, n, w, x

mu, var, x_hat, u, gamma, beta = map(IndexedBase, ("mu", "var", "xhat", "u", "gamma", "beta"))
EPSILON = Symbol("ε", positive=True)


@lru_cache
def batch_norm(rank: int) -> Twin:
    """Over the examples, and for images over the pixels too."""
    unit, rows = (j, (n,)) if rank == 1 else (c, (h, w, n))
    return _normalised(entry(rank), (unit,), unit, rows, ("statistics", "mean"), ("statistics", ""))


@lru_cache
def layer_norm() -> Twin:
    """Over the units of one example."""
    return _normalised((n, j), (n,), j, (j,), ("normal", "mean"), ("normal", "spread"))


@lru_cache
def standardize(rank: int) -> Twin:
    """By a mean and a variance that training left behind."""
    at = entry(rank)
    unit = j if rank == 1 else c
    whole = _scaled(at, (unit,), unit)
    given = {
        "mu": lambda layer, x: np.broadcast_to(layer.mean, x.shape[1] if x.ndim == 2 else len(x)),
        "var": lambda layer, x: np.broadcast_to(layer.variance, x.shape[1] if x.ndim == 2 else len(x)),
    }
    return Twin(whole, x[at], (gamma[unit], beta[unit]), inserted=("xhat",), given=given, numbers={EPSILON: "epsilon"})


def _scaled(at, shared, unit) -> tuple[Definition, Definition]:
    return (
        Definition(x_hat[at], (x[at] - mu[shared]) / sqrt(var[shared] + EPSILON), ("normal", "")),
        Definition(u[at], gamma[unit] * x_hat[at] + beta[unit]),
    )


def _normalised(at, shared, unit, over, mean_line, variance_line) -> Twin:
    """Each entry `at` measured by a mean and a variance `over` some indices, the same for all that share `shared`."""
    count: Expr = S.One
    for i in over:
        count *= size_of(i)

    def use_x_hat(e):  # x = μ + x̂ √(σ² + ε)
        def put(q):
            if getattr(q, "base", None) != x:
                return None
            of = dict(zip(at, q.indices, strict=True))
            own = tuple(of[i] for i in shared)
            return mu[own] + x_hat[q.indices] * sqrt(var[own] + EPSILON)

        return rewrite(e, put)

    return Twin(
        (
            Definition(mu[shared], total(x[at], *over) / count, mean_line),
            Definition(var[shared], total((x[at] - mu[shared]) ** 2, *over) / count, variance_line),
            *_scaled(at, shared, unit),
        ),
        x[at],
        (gamma[unit], beta[unit]),
        rules=(Rule("xhat", use_x_hat), Rule("var", use_x_hat)),
        facts=(Fact(total(x_hat[at], *over), S.Zero),),
        inserted=("mu", "var", "xhat"),
        numbers={EPSILON: "epsilon"},
    )

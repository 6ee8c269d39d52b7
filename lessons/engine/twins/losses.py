"""The twins of the losses of core."""

from functools import lru_cache

from sympy import S, Sum, Symbol, exp, log

from lessons.engine.algebra.functions import A, Slope, apply, slope_from_output
from lessons.engine.algebra.indices import rewrite, total
from lessons.engine.twins.definitions import Definition, Fact, L, N, Rule, Twin, k, m, n, p, y, z


@lru_cache
def softmax_cross_entropy() -> Twin:
    normaliser = Symbol("S", positive=True)

    def is_normaliser(part):
        return isinstance(part, Sum) and isinstance(part.function, exp)

    def use_p(e):  # e^z = p S, and S cancels
        e = rewrite(e, lambda part: normaliser if is_normaliser(part) else None)
        return rewrite(e, lambda part: p[part.args[0].indices] * normaliser if isinstance(part, exp) else None)

    return Twin(
        (
            Definition(p[n, k], exp(z[n, k]) / total(exp(z[n, m]), m), ("softmax", "p")),
            Definition(L, -total(y[n, k] * log(p[n, k]), n, k) / N),
        ),
        z[n, k],
        rules=(Rule("p", use_p),),
        facts=(Fact(total(y[n, k], k), S.One, "each row of labels sums to one"),),
        inserted=("p",),
    )


@lru_cache
def sigmoid_cross_entropy() -> Twin:
    written_out = slope_from_output("sigmoid")

    def use_p(e):
        return rewrite(
            e, lambda part: written_out.subs(A, p[part.args[1].indices]) if isinstance(part, Slope) else None
        )

    each = y[n, k] * log(p[n, k]) + (1 - y[n, k]) * log(1 - p[n, k])
    return Twin(
        (Definition(p[n, k], apply("sigmoid", z[n, k])), Definition(L, -total(each, n, k) / N)),
        z[n, k],
        rules=(Rule("p", use_p),),
        inserted=("p",),
    )


@lru_cache
def quadratic() -> Twin:
    return Twin(
        (Definition(p[n, k], z[n, k]), Definition(L, total((p[n, k] - y[n, k]) ** 2, n, k) / (2 * N))),
        z[n, k],
        inserted=("p",),
    )

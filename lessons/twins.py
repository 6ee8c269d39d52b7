"""The symbolic twin of each layer of core writes its forward equation in index notation, and nothing else.

Names are generic here (x in, z or a out, sizes D and H); `lessons.derive` puts in those of a network.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sympy import Expr, Indexed, IndexedBase, S, Sum, Symbol, exp, log

from core.layers import Activate, Dense
from core.losses import Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from lessons.functions import A, Slope, Z, apply, has_kink, slope, slope_from_output
from lessons.indices import index, rewrite, total


@dataclass(frozen=True)
class Definition:
    """A forward equation: lhs = rhs."""

    lhs: Expr
    rhs: Expr


@dataclass(frozen=True)
class Fact:
    """An identity that a derivation may use; an assumption is one about the data."""

    old: Expr
    new: Expr
    why: str
    assumption: bool = False


@dataclass(frozen=True)
class Rule:
    """An exact rewriting by the definition of `name`, used once that quantity has been differentiated."""

    name: str
    rewrite: Callable[[Expr], Expr]
    why: str
    assumption: str = ""  # what it takes for granted, in words


@dataclass(frozen=True)
class Twin:
    """A piece of a network: forward equations from its input to its output, the last one."""

    definitions: tuple[Definition, ...]
    input: Indexed
    parameters: tuple[Indexed, ...] = ()
    rules: tuple[Rule, ...] = ()
    facts: tuple[Fact, ...] = ()
    inserted: tuple[str, ...] = ()  # inner quantities whose gradient is put in, not named

    @property
    def output(self) -> Expr:
        return self.definitions[-1].lhs


def size(letter: str) -> Symbol:
    return Symbol(letter, integer=True, positive=True)


N, D, H, K = map(size, "NDHK")
n, i, j, k, m = index("n", N), index("i", D), index("j", H), index("k", K), index("m", K)
x, z, a, p, y, W, b = map(IndexedBase, ("x", "z", "a", "p", "y", "W", "b"))
L = Symbol("L")


@lru_cache
def dense() -> Twin:
    return Twin((Definition(z[n, j], total(x[n, i] * W[i, j], i) + b[j]),), x[n, i], (W[i, j], b[j]))


@lru_cache
def activate(name: str) -> Twin:
    in_output = slope_from_output(name)

    def write_out(part):
        if isinstance(part, Slope):
            at = part.args[1]
            return slope(name).subs(Z, at) if in_output is None else in_output.subs(A, a[at.indices])
        return None

    why = "the slope of the activation" + ("" if in_output is None else ", from its output $a$")
    kink = has_kink(name) and "at the kink, z = 0, the slope is a choice: the one from the left"
    return Twin((Definition(a[n, j], apply(name, z[n, j])),), z[n, j], rules=(Rule("a", lambda e: rewrite(e, write_out), why, kink or ""),))


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
            Definition(p[n, k], exp(z[n, k]) / total(exp(z[n, m]), m)),
            Definition(L, -total(y[n, k] * log(p[n, k]), n, k) / N),
        ),
        z[n, k],
        rules=(Rule("p", use_p, "each $e^z$ over its sum is a probability $p$"),),
        facts=(Fact(total(y[n, k], k), S.One, "each row of labels sums to one", assumption=True),),
        inserted=("p",),
    )


@lru_cache
def sigmoid_cross_entropy() -> Twin:
    written_out = slope_from_output("sigmoid")

    def use_p(e):
        return rewrite(e, lambda part: written_out.subs(A, p[part.args[1].indices]) if isinstance(part, Slope) else None)

    each = y[n, k] * log(p[n, k]) + (1 - y[n, k]) * log(1 - p[n, k])
    return Twin(
        (Definition(p[n, k], apply("sigmoid", z[n, k])), Definition(L, -total(each, n, k) / N)),
        z[n, k],
        rules=(Rule("p", use_p, "the slope of the sigmoid, from its output $p$"),),
        inserted=("p",),
    )


@lru_cache
def quadratic() -> Twin:
    return Twin(
        (Definition(p[n, k], z[n, k]), Definition(L, total((p[n, k] - y[n, k]) ** 2, n, k) / (2 * N))),
        z[n, k],
        inserted=("p",),
    )


TWINS: dict[type, tuple[Callable[..., Twin], tuple[str, ...]]] = {
    # of core            the twin                 the fields of the layer that its formulas depend on
    Dense:               (dense,                  ()),
    Activate:            (activate,               ("activation",)),
    SoftmaxCrossEntropy: (softmax_cross_entropy,  ()),
    SigmoidCrossEntropy: (sigmoid_cross_entropy,  ()),
    Quadratic:           (quadratic,              ()),
}  # fmt: skip


def twin(part: Any) -> Twin:
    """The twin of a layer or a loss of core."""
    write, fields = TWINS[type(part)]
    return write(*(getattr(part, field) for field in fields))

"""One notation: every quantity has the name it has in core, and one way to be printed.

    core    x    z1      W1      p     dz1     dW1           da1
    print   x    z⁽¹⁾    W⁽¹⁾    p     δ⁽¹⁾    ∂L/∂W⁽¹⁾      ∂L/∂a⁽¹⁾

An entry takes its indices as subscripts; a whole array is the bare name, in code and in print.
"""

import re
from typing import NamedTuple

from sympy import (
    Add,
    Expr,
    Function,
    Indexed,
    IndexedBase,
    KroneckerDelta,
    Mul,
    Piecewise,
    Pow,
    Rational,
    Sum,
    Symbol,
    exp,
    pi,
)

from lessons.engine.algebra.derivative import Partial
from lessons.engine.forms.letters import GRADIENT, GREEK, LETTERS, PARAMETER

NAMES = {own.name or own.code: own for own in LETTERS if own.role}


class Name(NamedTuple):
    """A quantity's name in core, taken apart."""

    letter: str  # "W", "δ"
    accent: str  # "hat" or ""
    layer: int | None
    primes: int  # when two quantities would have one name
    partial: bool  # is it printed as ∂L/∂letter?
    role: str  # what it is: one colour each on screen


def read_name(name: str) -> Name:
    """Take a name of core apart: `dW1` is ∂L/∂W⁽¹⁾, `dz1` is δ⁽¹⁾."""
    found = re.fullmatch(rf"(d?)({'|'.join(NAMES)})(\d*)(′*)", name)
    if not found:
        raise KeyError(f"{name} is not a name of this notation")
    own = NAMES[found[2]]
    layer = int(found[3]) if found[3] else None
    primes = len(found[4])
    if not found[1]:
        return Name(own.bare, own.accent, layer, primes, False, own.role)
    if found[2] == "z":
        return Name("δ", "", layer, primes, False, GRADIENT)
    return Name(own.bare, own.accent, layer, primes, True, GRADIENT)


def display(name: str) -> dict:
    """How a browser prints a name: {"letter": "W", "layer": 1}, {"partial": "W", "layer": 1}."""
    own = read_name(name)
    shown: dict = {"partial" if own.partial else "letter": own.letter + "′" * own.primes}
    if own.accent:
        shown["accent"] = own.accent
    if own.layer is not None:
        shown["layer"] = own.layer
    return shown | {"role": own.role}


def name_of(e) -> str:
    """The name in core of an indexed quantity."""
    return str(e.base.label) if isinstance(e, Indexed) else str(e.label) if isinstance(e, IndexedBase) else str(e)


def role_of(e) -> str | None:
    return read_name(name_of(e)).role if isinstance(e, Indexed) else None


SIZES = {"N", "D", "H", "K"}
SETTINGS = {"lr", "alpha", "beta", "gamma", "epsilon", "eta", "lambda", "rho", "tau", *GREEK} - {"θ", "δ", "μ"}
RANKS = ((Symbol, 3), (Partial, 6), (exp, 7), (Add, 8), (Function | Piecewise, 9), (KroneckerDelta, 10), (Sum, 11))


def is_constant(e: Expr) -> bool:
    """Is e made of sizes and settings alone, such as 1/N, lr or 1 − β?"""
    letters = {str(s).split("_")[0] for s in e.free_symbols}
    return not e.atoms(Indexed) and bool(letters) and letters <= SIZES | SETTINGS


def factors_in_order(e: Expr) -> list[Expr]:
    """The factors of a product as they are read: 1/N, then x before W, δ beside what it meets, sums last."""
    factors = list(Mul.make_args(e))
    shared = {f.indices for f in factors if role_of(f) == GRADIENT} & {
        a.indices for f in factors if role_of(f) != GRADIENT for a in f.atoms(Indexed)
    }

    def rank(f):
        base = f.base if isinstance(f, Pow) else f
        if base.is_number or is_constant(base):
            return 0 if base.is_number else 1
        if isinstance(base, Indexed):
            if role_of(base) == GRADIENT:  # da ⊙ f′ where they meet entry by entry, xᵀ δ where a sum joins them
                return 2 if base.indices in shared else 4
            if role_of(base) == PARAMETER:
                return 2 if len(base.indices) == 1 else 5  # γ x̂, but x W
            return 3
        return next((n for kind, n in RANKS if isinstance(base, kind)), 8)

    def depth(f):  # the links of a chain stand in their order from the loss back
        return -(read_name(name_of(f.num)).layer or 99) if isinstance(f, Partial) else 0

    return sorted(factors, key=lambda f: (rank(f), depth(f), str(f)))


def terms_in_order(e: Expr) -> list[Expr]:
    """The terms of a sum as they are read: p − y and not −y + p, the bias last."""

    def rank(t):
        roles = {role_of(a) for a in t.atoms(Indexed)}
        kind = 0 if t.is_Integer else 1 if roles - {PARAMETER} else 2
        return (t.could_extract_minus_sign(), kind, -t.count_ops(), str(t))

    return sorted(Add.make_args(e), key=rank)


def number_text(e) -> str:
    """A number as people write it: 2, 1/2, 0.01, 1/196, π."""
    if e == pi:
        return "π"
    if e.is_Integer:
        return str(e)
    decimal = f"{float(e):.12g}"
    if e.is_Rational and (e.q <= 10 or Rational(decimal) != e):
        return f"{e.p}/{e.q}"
    return decimal

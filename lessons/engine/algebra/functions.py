"""Each activation is defined once, as a formula and the name it is printed by; its slope is derived from the formula.

In a network the function keeps its name: ReLU(z) differentiates to ReLU′(z), and only then is the
slope written out. Where it is a polynomial in a = f(z), it is written in terms of a, which the forward
pass has already computed.
"""

from functools import lru_cache
from typing import NamedTuple

from sympy import (
    Add,
    Expr,
    Function,
    Matrix,
    Mul,
    Piecewise,
    Rational,
    S,
    Symbol,
    cancel,
    diff,
    exp,
    expand,
    factor,
    limit,
    log,
    pi,
    sqrt,
    tanh,
)

Z = Symbol("z", real=True)
A = Symbol("a", real=True)  # the output a = f(z)
U = Symbol("u", positive=True)  # e^z


class Row(NamedTuple):
    """An activation of core in letters."""

    definition: Expr
    latex: str  # how its name is printed
    typed: tuple[str, ...] = ()  # other ways in which people type its name


ACTIVATIONS = {
    "identity": Row(Z, r"\mathrm{id}"),
    "sigmoid": Row(1 / (1 + exp(-Z)), r"\sigma", ("sigma", "σ", "logistic", "expit", "sig")),
    "tanh": Row((exp(Z) - exp(-Z)) / (exp(Z) + exp(-Z)), r"\tanh", ("tanh", "th")),
    "relu": Row(Piecewise((Z, Z > 0), (0, True)), r"\mathrm{ReLU}", ("ReLU", "max", "maximum")),
    "leaky": Row(Piecewise((Z, Z > 0), (Rational("0.01") * Z, True)), r"\mathrm{LReLU}", ("LReLU",)),
    "elu": Row(Piecewise((Z, Z > 0), (exp(Z) - 1, True)), r"\mathrm{ELU}", ("ELU",)),
    "gelu": Row(Z / 2 * (1 + tanh(sqrt(2 / pi) * (Z + Rational("0.044715") * Z**3))), r"\mathrm{GELU}", ("GELU",)),
    "softplus": Row(log(1 + exp(Z)), r"\mathrm{softplus}"),
}
DEFINITIONS = {name: row.definition for name, row in ACTIVATIONS.items()}


@lru_cache
def raw_slope(name: str):
    """f′(z), differentiated from the definition."""
    return diff(DEFINITIONS[name], Z)


@lru_cache
def slope(name: str):
    """f′(z) as it is shown: that of softplus is itself in the table."""
    found = raw_slope(name)
    return Applied(Symbol("sigmoid"), Z) if cancel(_in_u(found - DEFINITIONS["sigmoid"])) == 0 else found


@lru_cache
def slope_from_output(name: str):
    """f′ as a polynomial in a = f(z), of the second degree at most, if it is one; else None.

    Both are written in u = e^z. Three values of u say which polynomial it has to be, and then it is compared for all.
    """
    f, df = _in_u(DEFINITIONS[name]), _in_u(raw_slope(name))
    if df.is_Number:
        return df
    if f.has(Z) or not f.is_rational_function(U):
        return None
    places = [{U: u} for u in (1, 2, 3)]
    powers = Matrix([[f.subs(at) ** k for k in range(3)] for at in places])
    found = powers.LUsolve(Matrix([df.subs(at) for at in places]))
    e = sum(c * A**k for k, c in enumerate(found))
    return _shortest(factor(e)) if cancel(df - e.subs(A, f)) == 0 else None


def _in_u(e):
    return e.subs(exp(-2 * Z), U**-2).subs(exp(-Z), 1 / U).subs(exp(Z), U)


def _shortest(e):
    """a (1 − a) rather than −a (a − 1), and 1 − a² rather than −(a − 1)(a + 1)."""
    turned = Mul(*(-f if isinstance(f, Add) else f for f in Mul.make_args(-e)))
    if expand(turned - e) != 0:
        turned = e
    return min((turned, expand(e)), key=lambda x: x.count_ops())


def one_sided_slopes(name: str, at=0):
    """The slopes at a point from the left and from the right, as limits of difference quotients."""
    h = Symbol("h", positive=True)
    f = DEFINITIONS[name]
    return tuple(limit((f.subs(Z, at + side * h) - f.subs(Z, at)) / (side * h), h, 0) for side in (-1, 1))


@lru_cache
def has_kink(name: str) -> bool:
    """Do the slopes at 0 from the left and from the right differ?"""
    return DEFINITIONS[name].has(Piecewise) and len(set(one_sided_slopes(name))) == 2


class Applied(Function):
    """f(z), with f kept by its name: Applied(Symbol("relu"), z)."""

    nargs = (2,)

    @property
    def name(self) -> str:
        return str(self.args[0])

    def definition(self):
        return DEFINITIONS[self.name].subs(Z, self.args[1])

    def fdiff(self, argindex=2):
        return Slope(*self.args)


class Slope(Function):
    """f′(z), with f kept by its name."""

    nargs = (2,)

    @property
    def name(self) -> str:
        return str(self.args[0])

    def definition(self):
        return slope(self.name).subs(Z, self.args[1])


def apply(name: str, z):
    return z if DEFINITIONS[name] is Z else Applied(Symbol(name), z)


def is_step(e) -> bool:
    """Is e 1 where something holds and 0 elsewhere?"""
    return isinstance(e, Piecewise) and [value for value, _ in e.args] == [S.One, S.Zero]

"""An equation as plain data: the browser draws formula, highlights and numbers from this one declaration.

A tree is a dict that JSON can hold. Names are those of core; terms and factors stand in the order
in which they are to be printed.

    {"op": "ref", "name": "W1", "indices": [T, …]}          an entry; no indices for a number such as L
    {"op": "index", "name": "i"}                            a free or bound index; primes are part of the name
    {"op": "number", "value": 0.5, "text": "1/2"}
    {"op": "symbol", "name": "N"}                           a size or a constant without a number
    {"op": "sum", "index": "i", "low": B, "high": B, "of": T}        one index each, the outermost first
    {"op": "add", "args": [T, …]}                           a difference has a mul that starts with a negative number
    {"op": "mul", "args": [T, …]}
    {"op": "pow", "base": T, "exponent": T}                 a negative exponent is a denominator: 1/N is N to the −1
    {"op": "call", "name": "relu", "args": [T]}             also exp, log, sqrt, tanh, abs, sign, erf
    {"op": "call", "name": "relu'", "args": [T]}            the slope of that function
    {"op": "call", "name": "max", "args": [T, …]}           the largest
    {"op": "call", "name": "winner", "args": [K, T, …]}     1 if T number K (from 0) is the first of the largest, else 0
    {"op": "call", "name": "quotient", "args": [A, B]}      whole-number division; what it leaves is "remainder"
    {"op": "delta", "args": [T, T]}                         1 where both are equal, else 0
    {"op": "cases", "args": [[T, C], …]}                    the first value whose condition holds
    {"op": "partial", "num": T, "den": T}                   ∂num/∂den, in the steps of a derivation only

A condition C is {"op": "compare", "relation": ">", "args": [T, T]}, or {"op": "otherwise"} in the
last case. A bound B is a whole number, or a tree where it is not known: N − 1.

An equation is {"name", "direction", "layer", "lhs": T, "rhs": T, "indices": [{"index", "low", "high"}, …],
"names": {name: its display}}; `indices` are the free ones, one an axis of the array on the left, and a
display is {"letter": "W", "layer": 1, "role": "parameter"}, or with "partial" for "letter" where ∂L/∂W is meant.
"""

from sympy import Abs, Add, Idx, Indexed, KroneckerDelta, Mul, Piecewise, Pow, S, Sum, Symbol, erf, exp, log, sign, tanh

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.algebra.places import Largest, Quotient, Remainder, Winner
from lessons.engine.forms.notation import factors_in_order, name_of, number_text, terms_in_order

CALLS = {
    exp: "exp", log: "log", tanh: "tanh", erf: "erf", Abs: "abs", sign: "sign",
    Largest: "max", Winner: "winner", Quotient: "quotient", Remainder: "remainder",
}  # fmt: skip


def tree(e) -> dict:
    """The expression e as a tree."""
    if isinstance(e, Indexed):
        return {"op": "ref", "name": name_of(e), "indices": [tree(i) for i in e.indices]}
    if isinstance(e, Idx):
        return {"op": "index", "name": str(e.label)}
    if isinstance(e, Sum):
        inner = tree(e.function)
        for i, low, high in e.limits:  # SymPy keeps the innermost first
            inner = {"op": "sum", "index": str(i.label), "low": bound(low), "high": bound(high), "of": inner}
        return inner
    if isinstance(e, Add):
        return {"op": "add", "args": [tree(term) for term in terms_in_order(e)]}
    if isinstance(e, Mul):
        return {"op": "mul", "args": [tree(factor) for factor in factors_in_order(e)]}
    if isinstance(e, Pow):
        if e.exp == S.Half:
            return {"op": "call", "name": "sqrt", "args": [tree(e.base)]}
        return {"op": "pow", "base": tree(e.base), "exponent": tree(e.exp)}
    if e.is_Number or e.is_NumberSymbol:
        return {"op": "number", "value": int(e) if e.is_Integer else float(e), "text": number_text(e)}
    if isinstance(e, Symbol):
        return {"op": "ref", "name": str(e), "indices": []} if e == Symbol("L") else {"op": "symbol", "name": str(e)}
    if isinstance(e, Applied | Slope):
        return {"op": "call", "name": e.name + ("'" if isinstance(e, Slope) else ""), "args": [tree(e.args[1])]}
    if isinstance(e, KroneckerDelta):
        return {"op": "delta", "args": [tree(side) for side in e.args[:2]]}
    if isinstance(e, Piecewise):
        return {"op": "cases", "args": [[tree(value), _condition(condition)] for value, condition in e.args]}
    if isinstance(e, Partial):
        return {"op": "partial", "num": tree(e.num), "den": tree(e.den)}
    return {"op": "call", "name": CALLS[e.func], "args": [tree(a) for a in e.args]}


def bound(e) -> int | dict:
    """A whole number where it is known, else a tree."""
    return int(e) if e.is_Integer else tree(e)


def _condition(c):
    if c == S.true:
        return {"op": "otherwise"}
    return {"op": "compare", "relation": c.rel_op, "args": [tree(c.lhs), tree(c.rhs)]}

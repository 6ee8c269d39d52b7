"""An array form as a line of NumPy, and the numbers that such a line gives.

`run` reads the line again and works it out without Python's `eval`, so that a proof is about the
very text on the screen.
"""

import ast
import operator
from collections.abc import Callable

import numpy as np
from sympy import Abs, Add, Expr, Indexed, Mul, Piecewise, Pow, S, Symbol, erf, exp, log, pi, sign, tanh

from core.activations import ACTIVATIONS
from lessons.engine.algebra.functions import Applied, is_step
from lessons.engine.forms.arrays import ColumnSums, Product, RowSums, Total, Transposed
from lessons.engine.forms.notation import factors_in_order, name_of, number_text, terms_in_order
from lessons.engine.forms.parsed import parsed

CALLS = {exp: "np.exp", log: "np.log", tanh: "np.tanh", Abs: "np.abs", sign: "np.sign", erf: "erf"}
SUM, PRODUCT, POWER, ATOM = range(4)  # how tightly a piece of code holds together


def numpy_line(name: str, form: Expr) -> str:
    """`dW1 = x.T @ dz1`"""
    return f"{_python(name)} = {_code(form)[0]}"


def _python(name):
    """A quantity's name as Python takes it: a3′ is a3_."""
    return name.replace("′", "_")


def _within(e, tightness):
    """The code of e, in brackets if it holds together less than `tightness`."""
    text, own = _code(e)
    return text if own >= tightness else f"({text})"


def _code(e) -> tuple[str, int]:
    if isinstance(e, Indexed):
        return _python(name_of(e)), ATOM
    if isinstance(e, Product):
        return f"{_within(e.left, POWER)} @ {_within(e.right, POWER)}", PRODUCT
    if isinstance(e, Transposed):
        return f"{_within(e.of, ATOM)}.T", ATOM
    if isinstance(e, ColumnSums):
        return f"{_within(e.of, ATOM)}.sum(axis=0)", ATOM
    if isinstance(e, RowSums):
        return f"{_within(e.of, ATOM)}.sum(axis=1, keepdims=True)", ATOM
    if isinstance(e, Total):
        return f"{_within(e.of, ATOM)}.sum()", ATOM
    if isinstance(e, Symbol):
        return str(e), ATOM
    if e == pi:
        return "np.pi", ATOM
    if e.is_Number:
        return number_text(e), ATOM if e.is_Integer and e >= 0 else PRODUCT if e >= 0 else SUM
    if isinstance(e, Applied):
        return f"{f'np.{e.name}' if e.name in NUMPY else e.name}({_code(e.args[1])[0]})", ATOM
    if is_step(e):
        return f"({_comparison(e.args[0][1])})", ATOM
    if isinstance(e, Piecewise):
        (value, condition), (other, _) = e.args
        return f"np.where({_comparison(condition)}, {_code(value)[0]}, {_code(other)[0]})", ATOM
    if isinstance(e, Add):
        return _sum(e)
    if isinstance(e, Mul):
        return _product(e)
    if isinstance(e, Pow):
        return _power(e)
    return f"{CALLS[e.func]}({_code(e.args[0])[0]})", ATOM


def _comparison(c):
    return f"{_code(c.lhs)[0]} {c.rel_op} {_code(c.rhs)[0]}"


def _sum(e):
    text = ""
    for term in terms_in_order(e):
        own = _within(term, SUM)
        text += own if not text else f" - {own[1:]}" if own.startswith("-") else f" + {own}"
    return text, SUM


def _product(e):
    coefficient, rest = e.as_coeff_Mul()
    if coefficient.is_negative:
        return f"-{_within(-e, PRODUCT)}", SUM
    above, below = [], []
    for f in factors_in_order(rest):
        if isinstance(f, Pow) and f.exp.is_number and f.exp.is_negative:
            below.append(_within(Pow(f.base, -f.exp), POWER))
        else:
            above.append(_within(f, POWER))
    if "/" not in number_text(coefficient):  # 2, 0.01
        above = [number_text(coefficient), *above] if coefficient != 1 or not above else above
    else:
        above = [str(coefficient.p), *above] if coefficient.p != 1 or not above else above
        below = [str(coefficient.q), *below]
    if not below:
        return " * ".join(above), PRODUCT
    return f"{' * '.join(above)} / {below[0] if len(below) == 1 else '(' + ' * '.join(below) + ')'}", PRODUCT


def _power(e):
    if e.exp.is_number and e.exp.is_negative:
        return f"1 / {_within(Pow(e.base, -e.exp), POWER)}", PRODUCT
    if e.exp == S.Half:
        return f"np.sqrt({_code(e.base)[0]})", ATOM
    return f"{_within(e.base, ATOM)}**{_within(e.exp, ATOM)}", POWER


OPERATORS: dict[type, Callable] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.MatMult: operator.matmul, ast.USub: operator.neg,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Lt: operator.lt, ast.LtE: operator.le,
}  # fmt: skip
NUMPY = {name: getattr(np, name) for name in ("exp", "log", "tanh", "abs", "sign", "sqrt", "where")}


def run(line: str, arrays):
    """What a line written by `numpy_line` computes from these arrays."""
    (assignment,) = parsed(line).body
    assert isinstance(assignment, ast.Assign)
    return _run(assignment.value, arrays)


def _run(e, arrays):
    match e:
        case ast.Constant():
            return e.value
        case ast.Name():
            return arrays[e.id.replace("_", "′")]
        case ast.Attribute(attr="pi"):
            return np.pi
        case ast.Attribute(attr="T"):
            return _run(e.value, arrays).T
        case ast.BinOp():
            return OPERATORS[type(e.op)](_run(e.left, arrays), _run(e.right, arrays))
        case ast.UnaryOp():
            return OPERATORS[type(e.op)](_run(e.operand, arrays))
        case ast.Compare():
            return OPERATORS[type(e.ops[0])](_run(e.left, arrays), _run(e.comparators[0], arrays))
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=name)):
            return NUMPY[name](*(_run(a, arrays) for a in e.args))
        case ast.Call(func=ast.Attribute(value=summed, attr="sum")):
            return _run(summed, arrays).sum(**{str(k.arg): _run(k.value, arrays) for k in e.keywords})
        case ast.Call(func=ast.Name(id=name)):
            return ACTIVATIONS[name].f(*(_run(a, arrays) for a in e.args))
    raise ValueError(f"{ast.unparse(e)} is not in this part of NumPy")

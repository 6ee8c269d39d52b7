"""A ∂ or a slope is named in one line, and worked out in the next."""

from sympy import Add, KroneckerDelta, Mul, Piecewise, Pow, Sum, exp

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.reasons.moves import Move, Row


def _chained(m: Move) -> bool:
    """Some ∂ was multiplied by another ∂."""
    products = [Mul.make_args(part) for term in Add.make_args(m.before.expr) for part in (term, *_summands(term))]
    return any(sum(factor.has(Partial) for factor in factors) > 1 for factors in products)


def _summands(term) -> list:
    return [part.function for part in term.atoms(Sum)]


def _by_output(m: Move) -> str:
    """The letter of the output from which a slope was worked out; "" where there is none."""
    letters = sorted((m.after.stems - m.before.stems) & {"a", "p"}) or sorted(m.after.stems & {"a", "p"})
    return letters[0] if m.fewer(Slope) and letters else ""


DIFFERENTIATED: tuple[Row, ...] = (
    ("each piece differentiated", lambda m: m.were_slopes and m.after.expr.has(Piecewise)),
    ("each square differentiated", lambda m: m.were_slopes and m.after.squares < m.before.squares),
    ("the quotient rule", lambda m: m.first and m.were_slopes and any(
        isinstance(p.base, Sum) and p.exp == -2 for p in m.after.expr.atoms(Pow))),
    ("every other term has slope 0", lambda m: m.were_slopes and m.before.expr.has(Partial) and m.after.expr == 1),
    ("the slope of the bowl", lambda m: m.fewer(Partial) and {"lr", "λ"} <= m.after.names),
    ("the slope of the penalty", lambda m: m.fewer(Partial) and "lr" in m.after.names and "λ" not in m.after.names),
    ("the 1/N belongs to the loss, and so to δ, its gradient by $z_{nj}$",
     lambda m: m.fewer(Partial) and "dz" in m.new and not m.first),
    ("on each digit the weight lies on the input $x_{ni}$",
     lambda m: "x" in m.new and m.before.expr.has(Partial) and m.after.expr.has(Partial)),
    ("from its output $a$", lambda m: m.first and m.fewer(Slope) and m.new == {"a"}),
    (lambda m: f"the slope of the activation, from its output ${_by_output(m)}$", lambda m: bool(_by_output(m))),
    ("the slope of the activation", lambda m: not m.first and m.fewer(Slope)),
    ("with the output $a$ put in, which is known already",
     lambda m: not m.first and not m.after.expr.has(exp) and m.new == {"a"}),
    ("which is an activation itself", lambda m: m.fewer(exp) and m.after.expr.has(Applied)),
    ("each link differentiated", lambda m: m.were_slopes and _chained(m)),
    ("each term of the sum differentiated",
     lambda m: m.first and m.were_slopes and m.after.sums > 0 and m.after.expr.has(KroneckerDelta)),
    ("the weight lies on its input", lambda m: m.first and m.were_slopes and "x" in m.new),
    ("differentiated", lambda m: m.first and m.were_slopes),
    ("each factor differentiated", lambda m: m.were_slopes and "lr" not in m.after.names),
)  # fmt: skip

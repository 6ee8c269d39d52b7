"""The same quantities, written otherwise."""

from sympy import Add, Rational, Sum, cancel, exp

from lessons.engine.reasons.moves import Move, Row


def _divisor(m: Move) -> str:
    """h, or 2h."""
    return f"divided by ${'2' if Rational(1, 2) in m.before.expr.args else ''}h$"


def _cancels(m: Move) -> bool:
    """The same quantities, and fewer of them below a bar."""
    return m.same and bool(m.before.divisors - m.after.divisors) and cancel(m.before.expr - m.after.expr) == 0


REWRITTEN: tuple[Row, ...] = (
    ("over one bar", lambda m: m.same and m.before.terms == 2 and m.after.terms == 1 and "q" in m.after.names),
    ("multiplied out, and common factors in front",
     lambda m: m.same and m.before.terms > m.after.terms and m.after.squares < m.before.squares),
    ("multiplied out", lambda m: m.apart and m.before.terms > 1 and m.after.sums > m.before.sums),
    ("each square multiplied out", lambda m: m.first and not m.gone and m.after.squares < m.before.squares
     and not m.before.is_slope and m.after.terms == 1),
    ("new weights, and a new bias: one layer",
     lambda m: m.same and m.after.terms == m.before.terms and {"W1", "W2"} <= m.after.names),
    ("a square completed", lambda m: m.after.squares > m.before.squares and "a" in m.after.stems),
    (_divisor, lambda m: "h" in m.before.divisors - m.after.divisors and m.apart),
    ("the losses cancel, their errors do not", lambda m: m.in_front and "ε" in m.after.names),
    ("a power of a sum is a product of powers",
     lambda m: not m.new and m.after.count(exp) > m.before.count(exp) > 0),
    ("the same factor above and below", lambda m: m.gone == {"c"}),
    ("the logarithm of a quotient, and of a power", lambda m: m.apart and m.fewer(exp)),
    ("what was there before, and what the step has added",
     lambda m: m.same and {"dz", "b"} <= m.after.names and m.after.terms == m.before.terms),
    ("what is taken off whatever the loss says", lambda m: m.apart and "lambda_1" in m.after.names),
    ("what the weight itself is multiplied by", lambda m: m.same and not m.after.expr.has(Sum)
     and m.after.terms == 2 and ("lambda_2" in m.after.names or {"g", "λ"} <= m.after.names)),
    ("what stands above and below cancels", _cancels),
    ("common factors in front", lambda m: m.in_front and m.before.expr.has(Add)),
    ("definition", lambda m: m.is_named and not m.is_chance),
)  # fmt: skip

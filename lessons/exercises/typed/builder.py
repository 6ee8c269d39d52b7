"""An expression that someone typed is put together within limits, so that it is never slow and always a number."""

from sympy import Abs, Expr, Mul, Piecewise, Pow, Rational, S

from lessons.engine.algebra.functions import Slope
from lessons.exercises.typed.tokens import Unreadable

MOST_NODES = 120
LARGEST_NUMBER, LARGEST_ARGUMENT = 10**6, 100
LARGEST_POWER, MOST_POWERS = 4, 6  # powers of powers multiply: 4⁶ is a large exponent


class Builder:
    """Counts what has been put together; each method raises Unreadable where that is too much, or no number."""

    def __init__(self):
        self.nodes = self.powers = 0

    def node(self, e):
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise Unreadable("That has too many symbols; the answer is much shorter.")
        if e.has(S.ImaginaryUnit, S.ComplexInfinity, S.NaN, S.Infinity, S.NegativeInfinity):
            raise Unreadable(
                "That is not a number: does it divide by zero, or take the root or logarithm of a negative number?"
            )
        return e

    def number(self, text: str) -> Expr:
        if len(text) > 12 or float(text) > LARGEST_NUMBER:
            raise Unreadable("That number is too large.")
        return self.node(Rational(text))

    def quotient(self, e, by):
        if by == 0:
            raise Unreadable("That divides by zero.")
        return self.node(Mul(e, Pow(by, -1)))

    def power(self, e, exponent):
        self.powers += 1
        if self.powers > MOST_POWERS:
            raise Unreadable("That has too many powers.")
        if not exponent.is_Rational or abs(exponent) > LARGEST_POWER or exponent.q > 2:
            raise Unreadable(
                f"Only powers up to {LARGEST_POWER} are needed here. A layer is written in brackets: a^(1)."
            )
        if e == 0 and exponent <= 0:
            raise Unreadable("That divides by zero.")
        return self.node(Pow(e, exponent))

    def applied(self, f, argument):
        """f of something real that has no jumps: of anything else there is no plain number, or none found quickly."""
        if argument.is_number and not (argument.is_Rational and abs(argument) <= LARGEST_ARGUMENT):
            raise Unreadable("A function of that number is not needed here.")
        if argument.has(Piecewise, Slope):
            raise Unreadable("A bracket or a slope inside a function is not needed here.")
        if f is Abs and not argument.is_real:
            raise Unreadable("The absolute value of that is not needed here.")
        return self.node(f(argument))

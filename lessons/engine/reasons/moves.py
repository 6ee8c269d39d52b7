"""From one line of a derivation to the next something is gone, and something is new.

Both can be counted, whatever was done: names, sums, brackets 1[·], terms, signs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sympy import Add, Expr, Idx, Indexed, KroneckerDelta, Pow, Sum, Symbol, preorder_traversal

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.algebra.places import Quotient
from lessons.engine.forms.moments import Moment
from lessons.engine.forms.notation import name_of


@dataclass(frozen=True)
class Line:
    """What can be counted in an expression."""

    expr: Expr

    @cached_property
    def names(self) -> set[str]:
        """Every quantity in it, by its name in core; letters of indices are none."""
        found, todo = set(), [self.expr]
        while todo:
            e = todo.pop()
            if isinstance(e, Indexed | Symbol):
                found.add(name_of(e))
            parts = e.indices if isinstance(e, Indexed) else () if isinstance(e, Symbol | Idx) else e.args
            todo += [part for part in parts if isinstance(part, Expr)]
            todo += [bound for _, *bounds in e.limits for bound in bounds] if isinstance(e, Sum) else []
        return found

    @cached_property
    def stems(self) -> set[str]:
        """The names without the numbers of layers."""
        return {name.rstrip("0123456789") for name in self.names}

    def count(self, *kinds) -> int:
        return sum(isinstance(part, kinds) for part in preorder_traversal(self.expr))

    @cached_property
    def sums(self) -> int:
        return sum(len(part.limits) for part in self.expr.atoms(Sum))

    @cached_property
    def summed(self) -> set[str]:
        """What a sum runs over alone, such as the y of Σ_k y_nk, without the numbers of layers."""
        alone = {part.function for part in self.expr.atoms(Sum) if isinstance(part.function, Indexed)}
        return {name_of(q).rstrip("0123456789") for q in alone}

    @cached_property
    def terms(self) -> int:
        return len(Add.make_args(self.expr))

    @cached_property
    def multiplied_out(self) -> int:
        """How many terms it has when every bracket is multiplied out."""
        return len(Add.make_args(self.expr.expand()))

    @cached_property
    def size(self) -> int:
        return int(self.expr.count_ops())

    @cached_property
    def squares(self) -> int:
        """How many brackets are squared."""
        found = preorder_traversal(self.expr)
        return sum(isinstance(e, Pow) and isinstance(e.base, Add) and e.exp == 2 for e in found)

    @cached_property
    def divisors(self) -> set[str]:
        return {str(part.base) for part in self.expr.atoms(Pow) if part.exp == -1}

    @cached_property
    def is_slope(self) -> bool:
        """Is it, or has it, a slope that is not worked out: ∂L/∂W, f′(z), δ?"""
        own = isinstance(self.expr, Indexed) and name_of(self.expr).startswith("d")
        return own or self.expr.has(Partial, Slope)

    @cached_property
    def beyond(self) -> set[str]:
        """The arrays that are read at a place worked out from several indices, which may lie outside of them."""
        return {name_of(q) for q in self.expr.atoms(Indexed) if any(isinstance(i, Add) for i in q.indices)}


@dataclass(frozen=True)
class Move:
    """From the line before, or from the left side, to a line."""

    before: Line
    after: Line
    first: bool

    @cached_property
    def gone(self) -> set[str]:
        return self.before.names - self.after.names

    @cached_property
    def new(self) -> set[str]:
        return self.after.names - self.before.names

    @property
    def same(self) -> bool:
        """Nothing was put in for anything."""
        return not self.gone and not self.new and not self.first

    def fewer(self, *kinds) -> bool:
        return self.after.count(*kinds) < self.before.count(*kinds)

    @property
    def were_slopes(self) -> bool:
        """The line before names a ∂, or the left side is a slope; now there is no ∂."""
        slopes = self.before.expr.has(Partial) or (self.first and self.before.is_slope)
        return slopes and not self.after.expr.has(Partial)

    @property
    def is_named(self) -> bool:
        """The left side is a quantity and no formula, and no slope either."""
        return self.first and isinstance(self.before.expr, Indexed | Symbol | Applied) and not self.before.is_slope

    @property
    def is_chance(self) -> bool:
        """The left side is a mean or a variance."""
        return self.first and isinstance(self.before.expr, Moment)

    @property
    def replaced(self) -> bool:
        """A quantity is gone, and nothing but that was done: no ∂ worked out, no bracket used up."""
        return bool(self.gone) and not self.after.expr.has(Partial) and not self.fewer(Partial, KroneckerDelta)

    @property
    def picked(self) -> bool:
        """Brackets were used up, but not those that count rows and columns."""
        return self.fewer(KroneckerDelta) and self.before.expr.has(Quotient) == self.after.expr.has(Quotient)

    @property
    def in_front(self) -> bool:
        """The same quantities in fewer terms, or with fewer signs, which multiplied out are as many as they were."""
        a, b = self.after, self.before
        fewer = a.terms < b.terms or (a.terms == b.terms and a.size < b.size)
        return self.same and a.sums == b.sums and fewer and a.multiplied_out == b.multiplied_out

    @property
    def apart(self) -> bool:
        """The same quantities in more terms."""
        return not self.gone and self.after.terms > self.before.terms

    @property
    def in_pixels(self) -> bool:
        """Sums over rows and columns are gone, and places are counted."""
        counted = self.before.expr.has(Quotient) or self.after.expr.has(Quotient)
        return counted and self.after.sums < self.before.sums


Check = Callable[[Move], bool]
Row = tuple[str | Callable[[Move], str], Check]  # a reason, or how it is worded for a move, and whether it is seen

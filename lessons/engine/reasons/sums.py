"""A sum has lost a letter, was taken apart, or has a value that is known."""

from sympy import KroneckerDelta, Mul, Sum, exp

from lessons.engine.algebra.places import Quotient, Winner
from lessons.engine.forms.latex import name_latex
from lessons.engine.reasons.moves import Move, Row


def _stands_before(m: Move) -> list[str]:
    """The letters of sums that now stand within a sum, and whose factors all depend on them."""
    before, after = m.before.expr.atoms(Sum), m.after.expr.atoms(Sum)
    inner = {s for outer in after for s in outer.function.atoms(Sum)} if len(after) > len(before) else set()
    kept = [s for s in inner if all(s.limits[0][0] in f.free_symbols for f in Mul.make_args(s.function))]
    return sorted(str(s.limits[0][0]) for s in kept) if m.same and not m.apart else []


def _picks(m: Move) -> str:
    """How many brackets were used up, and which arrays are now read where they may have no number."""
    several = len(m.before.expr.atoms(KroneckerDelta) - m.after.expr.atoms(KroneckerDelta)) > 1
    edges = (
        f"; ${name_latex(name)}$ counts as 0 beyond its edges" for name in sorted(m.after.beyond - m.before.beyond)
    )
    return "".join([f"{'each' if several else 'the'} $\\mathbf{{1}}[\\cdot]$ picks one term of its sum", *edges])


SUMS: tuple[Row, ...] = (
    ("each pixel stands in one square, and counts if it is the largest there",
     lambda m: m.in_pixels and m.before.expr.has(Winner)),
    ("each pixel stands in one square",
     lambda m: m.in_pixels and m.fewer(KroneckerDelta) and not m.before.expr.has(Quotient, Winner)),
    ("each number of the row is one pixel", lambda m: m.in_pixels and not m.before.expr.has(KroneckerDelta)),
    ("each pixel is one number of the row", lambda m: m.in_pixels and not m.after.expr.has(Quotient)),
    (_picks, lambda m: m.picked),
    ("the sum taken apart",
     lambda m: m.apart and m.before.terms == 1 and m.after.sums >= m.before.sums > 0 and not m.fewer(exp)),
    (lambda m: f"what does not depend on ${_stands_before(m)[0]}$ stands before the sum over ${_stands_before(m)[0]}$",
     lambda m: len(_stands_before(m)) == 1),
    ("each row of labels sums to one", lambda m: "y" in m.before.summed - m.after.summed),
    (r"$\hat{x}$ sums to zero", lambda m: not m.first and "xhat" in m.before.summed - m.after.summed),
    ("the rule, unrolled to the first step", lambda m: m.after.sums == 1 and any("t-1" in n for n in m.gone)),
    ("the geometric sum", lambda m: m.before.sums == 1 and m.after.sums == 0 and "β" in m.after.names),
    ("all its terms are equal",
     lambda m: m.before.sums == 1 and m.after.sums == 0 and {"ε", "t"} <= m.after.names),
)  # fmt: skip

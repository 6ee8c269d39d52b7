"""What a reason says was done can be seen between two lines: differentiated, and the ∂ are gone; put in, and a name is.

Every line's reason is one of this list, and each of them knows what to look for. So a reason that stands at the wrong
line is found, as a wrong sign is.
"""

import re
from collections.abc import Callable

from sympy import Add, KroneckerDelta, Mul, Piecewise, Pow, Sum, Symbol, exp, simplify

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.algebra.places import Quotient, Winner
from lessons.engine.chain.derivation import Derivation
from lessons.engine.forms.latex import latex, name_latex
from lessons.engine.proof.moves import Move, moves
from lessons.engine.twins.definitions import D, H

Check = Callable[[Move, re.Match], bool]


def _named_put_in(m: Move, said: re.Match) -> bool:
    return m.replaced and said[1] in map(_printed, m.gone)


def _printed(name: str) -> str:
    try:
        return name_latex(name)
    except KeyError:
        return latex(Symbol(name))


def _stands_before(m: Move, said: re.Match) -> bool:
    """All factors within the inner sum depend on its letter."""
    inner = [s for s in m.after.expr.atoms(Sum) if len(s.limits) == 1 and str(s.limits[0][0]) == said[1]]
    depend = all(s.limits[0][0] in f.free_symbols for s in inner for f in Mul.make_args(s.function))
    return m.same and not m.apart and bool(inner) and depend


def _begins(*names: str) -> Check:
    """The first line, which names these."""
    return lambda m, _: m.first and set(names) <= m.new


def _replaces(old: str, new: str) -> Check:
    return lambda m, _: old in m.gone and new in m.new


def _descends(m: Move, _) -> bool:
    """What is taken off has the learning rate in it, and a slope."""
    taken = [term for term in Add.make_args(m.after.expr) if term.could_extract_minus_sign() and term.has(Partial)]
    return m.first and len(taken) == 1 and "lr" in {str(s) for s in taken[0].free_symbols}


def _chain(m: Move, _) -> bool:
    return m.first and m.before.is_slope and all(t.has(Partial) for t in Add.make_args(m.after.expr)) and _no_mean(m)


def _no_mean(m: Move) -> bool:
    return "N" not in m.new or not m.after.expr.has(Pow)


ONE = r"\$\\mathbf\{1\}(?:\[\\cdot\])?\$"
REASONS: tuple[tuple[str, Check], ...] = (
    # where a derivation begins
    ("definition|the rule", lambda m, _: m.is_named and not m.is_chance),
    ("the definition", lambda m, _: m.first and m.before.sums == m.after.sums == 1 and "xhat" in m.gone),
    ("the chain rule: every path from (?:this entry|here) to the loss", _chain),
    ("the slope of a mean is the mean of the slopes", lambda m, _: m.first and m.after.sums == 1 and not _no_mean(m)),
    ("a step against (?:the slope|both slopes)", _descends),
    ("the last step", _begins("w_{t-1}")),
    ("one layer: the sum, and then the slope of the activation", _begins("H", "v", "s", "q_{t-1}")),
    ("the bowl, at both places", lambda m, _: m.first and m.after.terms == m.before.terms == 2 and "λ" in m.new),
    ("weights and bias after the step, the label taken off", _begins("dW", "db", "y")),
    ("the first layer put into the second", _begins("W1", "W2", "x")),
    ("each label, smoothed", _replaces("y′", "y")),
    ("the series of the loss, to .*", _begins("L''")),
    ("the series on both sides: even powers .* cancel",
     lambda m, _: _begins("L'''")(m, _) and m.before.count(Symbol) > 2 and m.before.terms == 1 and "{L(-h)}" in m.gone),
    ("of the series, only odd powers .*", lambda m, _: _begins("L'''")(m, _) and "{L(-h)}" not in m.gone),
    ("one loss rounded up, the other down", lambda m, _: _begins("L", "ε", "h")(m, _) and m.after.terms == 1),
    ("truncation and round-off, at their worst", lambda m, _: _begins("L", "ε", "h")(m, _) and m.after.terms == 2),
    ("the .h. at which the slope of .E. is zero", lambda m, _: _begins("L", "ε")(m, _) and m.gone == {"h"}),
    ("the distance put in; how long the digit is cancels",
     lambda m, _: m.first and m.after.squares < m.before.squares and m.after.terms == 2 and m.after.sums == 2),
    (r"\$\\beta\^t\$ goes to zero", lambda m, _: "lim" in str(m.before.expr) and "t" not in m.after.names),
    # chance: what the left side is the mean or the variance of
    ("the sum over units squared; .* is the mean of a product of two weights",
     lambda m, _: m.is_chance and not m.before.expr.centred and m.after.count(KroneckerDelta) == 1),
    (r"\$\\mathbb\{E\}\[W_.* and .*",
     lambda m, _: m.is_chance and m.before.expr.centred and m.after.count(KroneckerDelta) == 1),
    (r"\$D v q = q\$ solved for \$v\$", lambda m, _: m.is_chance and m.after.expr == 1 / D),
    (r"half of \$D v q\$ is to be \$q\$", lambda m, _: m.is_chance and m.after.expr == 2 / D),
    ("the harmonic mean of .1/D., forward, and .1/H., backward",
     lambda m, _: m.is_chance and m.after.expr.has(H) and simplify(1 / m.after.expr - (D + H) / 2) == 0),
    ("only the positive half counts", lambda m, _: m.is_chance and m.before.expr.of.has(Applied)),
    ("zero with probability .*", lambda m, _: m.is_chance and not m.before.expr.centred and m.after.expr == 1),
    ("the mean of .* less the square of the mean",
     lambda m, _: m.is_chance and m.before.expr.centred and m.after.terms == 2),
    # slopes
    ("each factor differentiated|each link differentiated|differentiated|each term of the sum differentiated",
     lambda m, _: m.were_slopes and not m.after.expr.has(Piecewise) and "lr" not in m.after.names),
    ("each square differentiated", lambda m, _: m.were_slopes and m.after.squares < m.before.squares),
    ("each piece differentiated", lambda m, _: m.were_slopes and m.after.expr.has(Piecewise)),
    ("the quotient rule", lambda m, _: m.were_slopes and any(
        isinstance(p.base, Sum) and p.exp == -2 for p in m.after.expr.atoms(Pow))),
    ("every other term has slope 0", lambda m, _: m.were_slopes and m.after.expr == 1),
    ("the slope of the bowl", lambda m, _: m.fewer(Partial) and {"lr", "λ"} <= m.after.names),
    ("the slope of the penalty", lambda m, _: m.fewer(Partial) and "lr" in m.after.names and "λ" not in m.after.names),
    ("the weight lies on its input", lambda m, _: m.were_slopes and "x" in m.new and m.first and "lr" not in m.new),
    ("on each digit the weight lies on the input .*",
     lambda m, _: "x" in m.new and m.before.expr.has(Partial) and m.after.expr.has(Partial)),
    ("the 1/N belongs to the loss, .*", lambda m, _: m.fewer(Partial) and "dz" in m.new),
    ("the slope of the activation",
     lambda m, _: not m.first and m.fewer(Slope) and not any(n[0] in "ap" for n in m.new)),
    (r"(?:the slope of the (?:activation|sigmoid), )?from its output \$(.)\$",
     lambda m, said: m.fewer(Slope) and said[1] in m.after.stems),
    (r"with the output \$a\$ put in, which is known already",
     lambda m, _: not m.after.expr.has(exp) and (m.new == {"a"} or m.after.expr == m.before.expr)),
    ("which is an activation itself", lambda m, _: m.fewer(exp) and m.after.expr.has(Applied)),
    # sums
    (rf"(?:each |the )?{ONE} picks one term of (?:its sum|the sum|it)",
     lambda m, _: m.picked and m.after.beyond <= m.before.beyond),
    (rf"each {ONE} picks one term of its sum(?:; \$.+?\$ counts as 0 beyond its edges)+",
     lambda m, _: m.picked and not m.after.beyond <= m.before.beyond),
    ("the sum taken apart", lambda m, _: m.apart and m.before.terms == 1 and m.after.sums >= m.before.sums > 0
     and not m.fewer(exp)),
    (r"what does not depend on \$(.)\$ stands before the sum over \$\1\$", _stands_before),
    ("each row of labels sums to one", lambda m, _: "y" in m.before.summed - m.after.summed),
    (r"\$\\hat\{x\}\$ sums to zero", lambda m, _: not m.first and "xhat" in m.before.summed - m.after.summed),
    ("each number of the row is one pixel", lambda m, _: m.in_pixels and not m.before.expr.has(KroneckerDelta)),
    ("each pixel is one number of the row", lambda m, _: m.in_pixels and not m.after.expr.has(Quotient)),
    ("each pixel stands in one square",
     lambda m, _: m.in_pixels and m.fewer(KroneckerDelta) and not m.before.expr.has(Quotient, Winner)),
    ("each pixel stands in one square, and counts if it is the largest there",
     lambda m, _: m.in_pixels and m.before.expr.has(Winner)),
    ("the rule, unrolled to the first step", lambda m, _: m.after.sums == 1 and any("t-1" in n for n in m.gone)),
    ("the geometric sum", lambda m, _: m.before.sums == 1 and m.after.sums == 0 and "β" in m.after.names),
    ("all its terms are equal", lambda m, _: m.before.sums == 1 and m.after.sums == 0 and "ε" in m.after.names
     and "t" in m.after.names),
    # one thing for another
    ("the gradient that arrives is put in", lambda m, _: m.replaced and not m.first and "lr" not in m.after.names
     and any(n.startswith("d") for n in m.gone) and not m.after.expr.has(Slope) and not m.before.summed & {"xhat"}),
    (r"\$([^$]+)\$ put in", _named_put_in),
    ("softmax put in", lambda m, _: m.first and "p" in m.gone and m.after.expr.has(exp) and not m.before.is_slope),
    ("the logarithm put in", lambda m, _: "p" in m.gone and m.after.expr.has(exp) and not (m.first or m.were_slopes)),
    ("the mean put in", lambda m, _: "mu" in m.gone),
    ("the gradients of a layer", lambda m, _: {"dW", "db"} <= m.gone),
    ("what was there before is the error before", lambda m, _: {"W", "b", "y"} <= m.gone),
    ("the moving average put in: the factor cancels", lambda m, _: "m_t" in m.gone and not m.first),
    ("the moving average of .* put in", lambda m, _: "s_t" in m.gone and "ρ" in m.after.names),
    ("the sum of squares put in", lambda m, _: "s_t" in m.gone and m.after.sums == 1),
    ("both averages, corrected, put in", lambda m, _: {r"\hat{m}_t", r"\hat{s}_t"} <= m.gone),
    (r"each \$e\^z\$ over its sum is a probability \$p\$", lambda m, _: m.fewer(exp) and "p" in m.after.stems),
    (r"\$x - \\mu = .*\$", lambda m, _: "xhat" in m.after.stems and any(n.startswith("mu") for n in m.gone)),
    ("the same for every layer", _replaces("q_{t-1}", "q_0")),
    ("the same for the steps before it", _replaces("w_{t-1}", "w_0")),
    # the same, written otherwise
    ("common factors? in front", lambda m, _: m.in_front and m.before.expr.has(Add)),
    ("over one bar", lambda m, _: m.same and m.before.terms == 2 and m.after.terms == 1 and "q" in m.after.names),
    ("multiplied out, and common factors in front",
     lambda m, _: m.same and m.before.terms > m.after.terms and m.after.squares < m.before.squares),
    ("multiplied out", lambda m, _: m.apart and m.before.terms > 1 and m.after.sums > m.before.sums),
    ("each square multiplied out", lambda m, _: m.first and not m.gone and m.after.squares < m.before.squares
     and not m.before.is_slope and m.after.terms == 1),
    ("new weights, and a new bias: one layer",
     lambda m, _: m.same and m.after.terms == m.before.terms and {"W1", "W2"} <= m.after.names),
    ("a square completed", lambda m, _: m.after.squares > m.before.squares and "a" in m.after.stems),
    (r"divided by \$2?h\$", lambda m, _: "h" in m.before.divisors - m.after.divisors and m.apart),
    ("the losses cancel, their errors do not", lambda m, _: m.in_front and "ε" in m.after.names),
    ("a power of a sum is a product of powers",
     lambda m, _: not m.new and m.after.count(exp) > m.before.count(exp) > 0),
    ("the same factor above and below", lambda m, _: m.gone == {"c"}),
    ("the logarithm of a quotient, and of a power", lambda m, _: m.apart and m.fewer(exp)),
    ("what was there before, and what the step has added",
     lambda m, _: m.same and {"dz", "b"} <= m.after.names and m.after.terms == m.before.terms),
    ("what is taken off whatever the loss says", lambda m, _: m.apart and "lambda_1" in m.after.names),
    ("what the weight itself is multiplied by", lambda m, _: m.same and "lambda_2" in m.after.names
     and m.after.terms == 2 and not m.after.expr.has(Sum)),
)  # fmt: skip


def holds(move: Move, why: str) -> bool:
    """Whether what this reason says can be seen; of a reason that is not in the list, it cannot."""
    found = [(said, check) for words, check in REASONS if (said := re.fullmatch(words, why))]
    return bool(found) and all(check(move, said) for said, check in found)


def unfounded(derivation: Derivation) -> list[str]:
    """The reasons of a derivation that say what cannot be seen."""
    return [why for move, why in moves(derivation) if not holds(move, why)]


def error(derivation: Derivation) -> dict[str, float]:
    """As a witness: 0 where every reason holds, else ∞; nothing where a quantity is defined and no reason given."""
    if [step.why for step in derivation.steps] in (["definition"], [""]):
        return {}
    return {"reasons": float("inf") if unfounded(derivation) else 0.0}

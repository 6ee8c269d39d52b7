"""The first line of a derivation puts something on the right of its left side: what, can be seen from both."""

from sympy import Add, KroneckerDelta, Symbol, simplify

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.functions import Applied
from lessons.engine.forms.notation import name_of
from lessons.engine.reasons.moves import Check, Move, Row
from lessons.engine.twins.definitions import D, H


def _begins(*names: str) -> Check:
    """The first line, which names these."""
    return lambda m: m.first and set(names) <= m.new


def _taken_off(m: Move) -> list:
    """The terms that are taken off and hold a ∂."""
    return [t for t in Add.make_args(m.after.expr) if t.could_extract_minus_sign() and t.has(Partial)]


def _descends(m: Move) -> bool:
    """What is taken off has the learning rate in it, and a slope."""
    taken = _taken_off(m)
    return m.first and len(taken) == 1 and "lr" in {str(s) for s in taken[0].free_symbols}


def _slopes_taken_off(m: Move) -> str:
    """One slope, or two: a gradient by its name counts as well."""
    (taken,) = _taken_off(m)
    names = [name_of(q) for q in taken.free_symbols if isinstance(q, Symbol)]
    both = len(taken.atoms(Partial)) + sum(name.startswith("d") for name in names) > 1
    return f"a step against {'both slopes' if both else 'the slope'}"


def is_mean(m: Move) -> bool:
    """The line has the 1/N of a batch."""
    return "N" in m.new and "N" in m.after.divisors


def _chain(m: Move) -> bool:
    paths = all(term.has(Partial) for term in Add.make_args(m.after.expr))
    return m.first and m.before.is_slope and paths and not is_mean(m)


BEGINNINGS: tuple[Row, ...] = (
    ("the chain rule: every path from this entry to the loss", _chain),
    ("the slope of a mean is the mean of the slopes",
     lambda m: m.first and m.before.is_slope and m.after.sums == 1 and is_mean(m) and m.after.expr.has(Partial)),
    (_slopes_taken_off, _descends),
    ("the last step", _begins("w_{t-1}")),
    ("one layer: the sum, and then the slope of the activation", _begins("H", "v", "s", "q_{t-1}")),
    ("the bowl, at both places", lambda m: m.first and m.after.terms == m.before.terms == 2 and "λ" in m.new),
    ("weights and bias after the step, the label taken off", _begins("dW", "db", "y")),
    ("the first layer put into the second", _begins("W1", "W2", "x")),
    ("each label, smoothed", lambda m: m.first and "y′" in m.gone and "y" in m.new),
    ("the series of the loss, to $h^2$", _begins("L''")),
    ("the series on both sides: even powers of $h$ cancel",
     lambda m: _begins("L'''")(m) and m.before.count(Symbol) > 2 and m.before.terms == 1 and "{L(-h)}" in m.gone),
    ("of the series, only odd powers of $ih$ are imaginary",
     lambda m: _begins("L'''")(m) and "{L(-h)}" not in m.gone),
    ("one loss rounded up, the other down", lambda m: _begins("L", "ε", "h")(m) and m.after.terms == 1),
    ("truncation and round-off, at their worst", lambda m: _begins("L", "ε", "h")(m) and m.after.terms == 2),
    ("the $h$ at which the slope of $E$ is zero", lambda m: _begins("L", "ε")(m) and m.gone == {"h"}),
    ("the distance put in; how long the digit is cancels",
     lambda m: m.first and m.after.squares < m.before.squares and m.after.terms == 2 and m.after.sums == 2),
    (r"$\beta^t$ goes to zero", lambda m: "lim" in str(m.before.expr) and "t" not in m.after.names),
    # chance: what the left side is the mean or the variance of
    (r"the sum over units squared; $v \, \mathbf{1}[j{=}j']$ is the mean of a product of two weights",
     lambda m: m.is_chance and not m.before.expr.centred and m.after.count(KroneckerDelta) == 1),
    (r"$\mathbb{E}[W_{ij} W_{i'j}] = v \, \mathbf{1}[i{=}i']$ and $\mathbb{E}[x_i^2] = q$",
     lambda m: m.is_chance and m.before.expr.centred and m.after.count(KroneckerDelta) == 1),
    ("$D v q = q$ solved for $v$", lambda m: m.is_chance and m.after.expr == 1 / D),
    ("half of $D v q$ is to be $q$", lambda m: m.is_chance and m.after.expr == 2 / D),
    ("the harmonic mean of $1/D$, forward, and $1/H$, backward",
     lambda m: m.is_chance and m.after.expr.has(H) and simplify(1 / m.after.expr - (D + H) / 2) == 0),
    ("only the positive half counts", lambda m: m.is_chance and m.before.expr.of.has(Applied)),
    ("zero with probability $q$, else $1/(1 - q)$",
     lambda m: m.is_chance and not m.before.expr.centred and m.after.expr == 1),
    ("the mean of $m^2$ less the square of the mean",
     lambda m: m.is_chance and m.before.expr.centred and m.after.terms == 2),
)  # fmt: skip

"""A quantity is gone from one line to the next, and what it equals stands there."""

from sympy import Symbol, exp

from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.forms.latex import latex, name_latex
from lessons.engine.reasons.moves import Move, Row


def _arrays(m: Move) -> list[str]:
    """The gradients, and the activations that are now f(z), that are gone where nothing but that was done."""
    if not m.replaced or m.first or "lr" in m.after.names or m.fewer(Slope):
        return []
    applied = m.after.count(Applied) > m.before.count(Applied)
    return sorted(name for name in m.gone if name.startswith("d") or (applied and name.startswith("a")))


def _put_in(m: Move) -> str:
    names = [f"${_printed(name)}$" for name in _arrays(m)]
    return f"{' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)} put in"


def _printed(name: str) -> str:
    try:
        return name_latex(name)
    except KeyError:
        return latex(Symbol(name))


REPLACED: tuple[Row, ...] = (
    ("the gradients of a layer", lambda m: {"dW", "db"} <= m.gone),
    (_put_in, lambda m: bool(_arrays(m))),
    ("softmax put in", lambda m: m.first and not m.is_named and "p" in m.gone and m.after.expr.has(exp)
     and not m.before.is_slope),
    ("the logarithm put in", lambda m: "p" in m.gone and m.after.expr.has(exp) and not (m.first or m.were_slopes)),
    ("the definition", lambda m: m.first and m.before.sums == m.after.sums == 1 and "xhat" in m.gone),
    ("the mean put in", lambda m: "mu" in m.gone and "xhat" not in m.after.stems),
    ("what was there before is the error before", lambda m: {"W", "b", "y"} <= m.gone),
    ("the moving average put in: the factor cancels", lambda m: "m_t" in m.gone and not m.first),
    ("the moving average of $g^2$ put in", lambda m: "s_t" in m.gone and not m.first and "ρ" in m.after.names),
    ("the sum of squares put in", lambda m: "s_t" in m.gone and m.after.sums == 1),
    ("both averages, corrected, put in", lambda m: {r"\hat{m}_t", r"\hat{s}_t"} <= m.gone),
    ("each $e^z$ over its sum is a probability $p$", lambda m: m.fewer(exp) and "p" in m.after.stems),
    (r"$x - \mu = \hat{x} \sqrt{\sigma^2 + \varepsilon}$",
     lambda m: "xhat" in m.after.stems and any(n.startswith("mu") for n in m.gone)),
    ("the same for every layer", lambda m: "q_{t-1}" in m.gone and "q_0" in m.new),
    ("the same for the steps before it", lambda m: "w_{t-1}" in m.gone and "w_0" in m.new),
)  # fmt: skip

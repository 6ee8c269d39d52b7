"""Differentiation in index notation: what SymPy's `diff` needs around it to differentiate a network.

    partial(e, x[m])     ∂e/∂x_m                         ∂x_i/∂x_m is 1 where i = m, else 0
    collapse(e)          Σ_i 1[i=m] f(i)  →  f(m)        the bracket picks one term of the sum
    inline(e, x[i], r)   x[…] → r, wherever it stands    a definition put in
    tidy(e)              common factors in front

Where expressions are put into one another, bound letters step out of the way of free ones.
"""

from sympy import (
    Add,
    Expr,
    Function,
    Idx,
    Indexed,
    KroneckerDelta,
    Mul,
    Rational,
    Sum,
    Symbol,
    diff,
    expand,
    expand_mul,
    factor,
    factor_terms,
    fraction,
    sympify,
)

from lessons.engine.algebra.indices import canonical, free_indices, freshen, rebuild, reindex, rewrite


class Partial(Expr):
    """∂num/∂den, named and not worked out: a link of the chain rule."""

    num = property(lambda self: self.args[0])
    den = property(lambda self: self.args[1])


def partial(e: Expr, target: Indexed) -> Expr:
    """∂e/∂target. SymPy alone is silently wrong where e binds a letter of the target:
    diff(exp(z[k]) / Sum(exp(z[k]), (k, 0, 9)), z[k]) is 0 in SymPy 1.14.
    """
    return diff(freshen(e, free_indices(target)), target)


def collapse(e: Expr, split: bool = False) -> Expr:
    """e with constants moved out of its sums, and each bracket 1[i=m] used up where a sum meets it.

    Free indices lie in their ranges. 1[r = p + u] puts r − u for p, and what it indexes counts
    as 0 where r − u is out of range: zero padding. `split` also takes the sum of a sum apart.
    """
    if isinstance(e, Sum):
        body = collapse(e.function, split)
        for limit in e.limits:
            body = _sum(body, limit, split)
        return body
    return rebuild(e, lambda a: collapse(a, split))


def _sum(e, limit, split):
    i = limit[0]

    def has_bracket(part):
        return any(i in free_indices(bracket) for bracket in part.atoms(KroneckerDelta))

    if isinstance(e, Add):
        if split or has_bracket(e):
            return Add(*(_sum(term, limit, split) for term in e.args))
        return _term(e, i, limit)
    for factor_ in Mul.make_args(e):
        if isinstance(factor_, Add) and (has_bracket(factor_) or (split and i in free_indices(factor_))):
            expanded = expand_mul(e, deep=False)
            if expanded != e:
                return _sum(expanded, limit, split)
    return _term(e, i, limit)


def _term(e, i, limit):
    factors = Mul.make_args(e)
    for k, bracket in enumerate(factors):
        if isinstance(bracket, KroneckerDelta) and i in free_indices(bracket):
            gap = bracket.args[0] - bracket.args[1]
            c = gap.coeff(i)
            if c in (1, -1):
                rest, place = Mul(*factors[:k], *factors[k + 1 :]), sympify(i - gap / c)
                if not isinstance(place, Idx) and i not in _indexing(rest):
                    continue  # nothing in rest would be 0 out of range
                return collapse(reindex(rest, {i: place}))
    inside = [f for f in factors if i in free_indices(f)]
    outside = [f for f in factors if i not in free_indices(f)]
    if not inside:
        return Mul(*outside) * (limit[2] - limit[1] + 1)
    return Mul(*outside) * Sum(Mul(*inside), limit)


def _indexing(e):
    """The free indices that an array of e is read at."""
    return frozenset().union(*(free_indices(q) for q in e.atoms(Indexed))) & free_indices(e)


def inline(e: Expr, lhs: Indexed, rhs: Expr) -> Expr:
    """e with every lhs.base[…] replaced by rhs at those indices."""

    def put(part):
        if isinstance(part, Indexed) and part.base == lhs.base:
            return reindex(freshen(rhs, free_indices(part)), dict(zip(lhs.indices, part.indices, strict=True)))
        return None

    return rewrite(freshen(e, free_indices(rhs) - set(lhs.indices)), put)


def tidy(e: Expr) -> Expr:
    """Common factors in front: (p − y)/N rather than p/N − y/N."""
    if not e.has(Add):
        return e
    hidden: dict = {}

    def hide(part):
        if isinstance(part, Sum | KroneckerDelta | Indexed | Function | Partial | Rational) and not part.is_Integer:
            return hidden.setdefault(part, Symbol(f"_{len(hidden)}", real=True))
        return None

    plain = rewrite(e, hide)
    cancels = isinstance(plain, Add) or plain.as_numer_denom()[1].has(Add)
    plain = factor(plain) if cancels else factor_terms(plain)
    tidied = plain.xreplace({symbol: part for part, symbol in hidden.items()})
    return min((e, tidied), key=lambda form: form.count_ops())


def turned(e: Expr) -> Expr:
    """q/(1 − q) rather than −q/(q − 1)."""
    top, bottom = fraction(e)
    return -top / expand(-bottom) if top.could_extract_minus_sign() else e


def match(pattern, e, found=None):
    """The indices that turn `pattern` into e, as {index of the pattern: index of e}; None if none do."""
    found = {} if found is None else found
    if isinstance(pattern, Idx):
        if not isinstance(e, Idx) or (pattern.lower, pattern.upper) != (e.lower, e.upper) or found.get(pattern, e) != e:
            return None
        found[pattern] = e
        return found
    if type(pattern) is not type(e) or len(pattern.args) != len(e.args):
        return None
    if not pattern.args:
        return found if pattern == e else None
    for p, q in zip(pattern.args, e.args, strict=True):
        if match(p, q, found) is None:
            return None
    return found


def substitute(e: Expr, old: Expr, new: Expr) -> Expr:
    """e with each sum that reads like `old`, whatever its free letters, replaced by `new`."""
    pattern = canonical(old)

    def put(part):
        if isinstance(part, Sum):
            found = match(pattern, canonical(part))
            if found is not None:
                return reindex(new, found)
        return None

    return rewrite(e, put)

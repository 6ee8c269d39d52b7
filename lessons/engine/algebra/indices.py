"""An index is a letter and a range; a sum binds one, and every other index is free.

SymPy's `Idx` knows its range and `Sum` binds it, but SymPy does not keep letters apart when
expressions are put into one another. Two indices with one letter are one letter to a reader, so
here a letter never means two things in one expression: where it would, it gets a prime.
"""

from sympy import Basic, Expr, Idx, Indexed, IndexedBase, Sum, Symbol, sympify

ATOMS = (Indexed, Idx, IndexedBase)  # not entered when an expression is rewritten


def index(letter: str, size) -> Idx:
    """An index that runs over 0 … size − 1."""
    return Idx(Symbol(letter, integer=True), (0, sympify(size) - 1))


def size_of(i: Idx):
    return i.upper - i.lower + 1


def over(i: Idx) -> tuple:
    """The limits of a sum over the whole range of i."""
    return (i, i.lower, i.upper)


def total(e: Expr, *indices: Idx) -> Expr:
    """Σ e over `indices`, the first one outermost."""
    return Sum(e, *map(over, reversed(indices))) if indices else e


def rebuild(e, f):
    """e with f applied to each of its parts; atoms, and what SymPy keeps as plain structure, stay."""
    if not isinstance(e, Basic) or not e.args or isinstance(e, ATOMS):
        return e
    return e.func(*(f(a) for a in e.args))


def free_indices(e) -> frozenset:
    """The indices of e that no sum in e binds."""
    if isinstance(e, Idx):
        return frozenset({e})
    if isinstance(e, Sum):
        return free_indices(e.function) - {limit[0] for limit in e.limits}
    if not isinstance(e, Basic) or not e.args:
        return frozenset()
    return frozenset().union(*(free_indices(a) for a in e.args))


def fresh(i: Idx, taken) -> Idx:
    """i, or i′, i″ …: the first whose letter none of `taken` has."""
    letters = {str(t.label) for t in taken}
    letter = str(i.label)
    while letter in letters:
        letter += "'"
    return Idx(Symbol(letter, integer=True), (i.lower, i.upper))


def fresh_all(indices, taken=()) -> tuple:
    """The same indices under letters that are different from each other and from `taken`."""
    found: list = []
    for i in indices:
        found.append(fresh(i, [*taken, *found]))
    return tuple(found)


def reindex(e, mapping):
    """e with its free indices replaced, bound ones stepping out of the way."""
    if isinstance(e, Idx):
        return mapping.get(e, e)
    if isinstance(e, Sum):
        free = free_indices(e)
        mapping = {old: new for old, new in mapping.items() if old in free}
        if not mapping:
            return e
        taken = (free - set(mapping)).union(*(free_indices(new) for new in mapping.values()))
        bound = [limit[0] for limit in e.limits]
        renamed = dict(zip(bound, fresh_all(bound, taken), strict=True))
        return Sum(reindex(e.function, renamed | mapping), *(over(renamed[b]) for b in bound))
    if not isinstance(e, Basic) or not e.args or isinstance(e, IndexedBase):
        return e
    return e.func(*(reindex(a, mapping) for a in e.args))


def freshen(e, taken):
    """e with every bound index renamed whose letter one of `taken` has."""
    if isinstance(e, Sum):
        taken = frozenset(taken) | free_indices(e)
        bound = [limit[0] for limit in e.limits]
        renamed = dict(zip(bound, fresh_all(bound, taken), strict=True))
        body = reindex(e.function, {old: new for old, new in renamed.items() if old != new})
        return Sum(freshen(body, taken.union(renamed.values())), *(over(renamed[b]) for b in bound))
    return rebuild(e, lambda a: freshen(a, taken))


def canonical(e, taken=frozenset()):
    """e with bound indices under their plain letters, primed only where a letter is taken.

    Equal sums become equal objects, and no letter means two things.
    """
    return _canonical(e, frozenset(taken) | free_indices(e))


def _canonical(e, taken):
    if isinstance(e, Sum):
        bound = [limit[0] for limit in reversed(e.limits)]  # outermost first
        plain = [Idx(Symbol(str(b.label).rstrip("'"), integer=True), (b.lower, b.upper)) for b in bound]
        renamed = dict(zip(bound, fresh_all(plain, taken), strict=True))
        body = reindex(e.function, {old: new for old, new in renamed.items() if old != new})
        return total(_canonical(body, taken.union(renamed.values())), *(renamed[b] for b in bound))
    return rebuild(e, lambda a: _canonical(a, taken))


def rewrite(e, rule):
    """Every part of e, from the outside in: `rule(part)` returns its replacement, or None to go on inside."""
    found = rule(e)
    return rebuild(e, lambda a: rewrite(a, rule)) if found is None else found

"""Forward equations in, backward equations out: the chain rule over every path, one quantity at a time.

For a quantity v that feeds c₁, c₂ …

    ∂L/∂v  =  Σ over each c, and over each entry of c:   ∂L/∂c · ∂c/∂v

where SymPy differentiates the forward equation of c to get the last factor. No derivative is
written in this file.
"""

from sympy import Add, Indexed, IndexedBase

from lessons.engine.algebra.derivative import Partial, collapse, inline, partial, substitute, tidy
from lessons.engine.algebra.indices import canonical, fresh_all, freshen, reindex, total
from lessons.engine.chain.derivation import Derivation, Step
from lessons.engine.forms.notation import name_of
from lessons.engine.twins.definitions import L, Twin


def adjoint(v) -> Indexed:
    """∂L/∂v under its name in core: z[n, j] → dz[n, j]."""
    return IndexedBase(f"d{name_of(v)}")[v.indices]


def gradients(twin: Twin) -> tuple[Derivation, ...]:
    """∂L/∂v for each inner quantity of the twin, last first, then its parameters, then its input."""
    found: dict[str, Derivation] = {}
    inner = [d.lhs for d in reversed(twin.definitions[:-1])]
    for v in (*inner, *twin.parameters, twin.input):
        found[name_of(v)] = _gradient(twin, v, found)
    return tuple(found.values())


def _gradient(twin: Twin, v: Indexed, known: dict[str, Derivation]) -> Derivation:
    fed = [d for d in twin.definitions if any(part.base == v.base for part in d.rhs.atoms(Indexed))]
    named, worked = [], []
    for d in fed:
        if d.lhs == L:
            named.append(Partial(L, v))
            worked.append(partial(d.rhs, v))
            continue
        c = fresh_all(d.lhs.indices, v.indices)
        rhs = reindex(freshen(d.rhs, {*c, *v.indices}), dict(zip(d.lhs.indices, c, strict=True)))
        up = adjoint(d.lhs.base[c])
        named.append(total(up * Partial(d.lhs.base[c], v), *c))
        worked.append(total(up * partial(rhs, v), *c))

    steps = []
    if [d.lhs for d in fed] != [L]:
        steps.append(Step(Add(*named)))

    def add(e, assumption=""):
        if not steps or e != steps[-1].expr:
            steps.append(Step(e, assumption))

    def settle(e, assumption=""):
        add(canonical(collapse(e), v.indices), assumption)

    def use_rules():
        for rule in twin.rules:
            if any(name_of(d.lhs) == rule.name for d in fed):
                settle(rule.rewrite(steps[-1].expr), rule.assumption)
        for fact in twin.facts:
            settle(substitute(steps[-1].expr, fact.old, fact.new), fact.assumption)

    add(Add(*worked))
    settle(Add(*worked))
    use_rules()
    e = steps[-1].expr
    for d in fed if name_of(v) not in twin.inserted else ():
        if name_of(d.lhs) in twin.inserted:
            e = inline(e, known[name_of(d.lhs)].lhs, known[name_of(d.lhs)].rhs)
    settle(e)
    use_rules()
    add(tidy(steps[-1].expr))
    return Derivation(adjoint(v), tuple(steps))

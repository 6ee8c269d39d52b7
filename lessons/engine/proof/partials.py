"""A slope that a line only names, such as ∂z/∂W, has numbers too: complex steps through the definition of z.

A link of the chain rule holds everything else that its definition reads still, and so does a complex step in it.
"""

import numpy as np
from sympy import Expr, Idx, Indexed, IndexedBase

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.forms.notation import name_of

STEP = 1e-30  # of the complex step; it is never subtracted from anything, so it can be as small as this


def slopes(e: Expr, target: Indexed, arrays, free=()):
    """∂e/∂target of every entry of e by every entry of target, by complex step; the target's axes come last."""
    shape = np.shape(arrays[name_of(target)])
    columns = slopes_at(e, target, arrays, free, np.unravel_index(range(int(np.prod(shape))), shape))
    return columns.reshape(columns.shape[:-1] + shape)


def slopes_at(e: Expr, target: Indexed, arrays, free, at):
    """∂e/∂target by those entries of the target that stand at `at`, one array of places for each axis."""
    name, columns = name_of(target), []
    for place in zip(*at, strict=True):
        nudged = np.array(arrays[name], complex)
        nudged[place] += 1j * STEP
        columns.append(np.imag(evaluate(e, {**arrays, name: nudged}, free)) / STEP)
    return np.stack(columns, axis=-1)


def line_at(line: Expr, indices, definitions, arrays, at):
    """A line with these free indices at the places `at`, each ∂c/∂v in it measured in the definition of c.

    `definitions` are derivations by the names of what they define.
    """
    place = Idx("place", (0, len(at[0]) - 1))
    known, put = dict(arrays), {}
    for link in line.atoms(Partial):
        own, name = definitions[name_of(link.num)], f"∂{name_of(link.num)}"
        known[name] = slopes_at(own.rhs, link.den, arrays, own.indices, at)
        put[link] = IndexedBase(name)[(*link.num.indices, place)]
    line = line.xreplace(put)
    for k, (i, places) in enumerate(zip(indices, at, strict=True)):
        known[f"place {k}"] = places
        line = line.xreplace({i: IndexedBase(f"place {k}")[place]})
    return evaluate(line, known, (place,))


def slopes_of_links(lines, definitions, arrays) -> dict:
    """The numbers of every ∂ that `lines` name, under the ∂ itself; its axes are its letters as they first occur.

    `definitions` are pairs of a quantity and what it is worked out by.
    """
    rules, found = {name_of(lhs): (lhs, rhs) for lhs, rhs in definitions}, {}
    for link in {link for line in lines for link in line.atoms(Partial)}:
        lhs, rhs = rules[name_of(link.num)]
        whole = slopes(rhs, link.den, arrays, lhs.indices if isinstance(lhs, Indexed) else ())
        letters = letters_of(link)
        kept = list(dict.fromkeys(letters))
        found[link] = np.einsum(whole, [kept.index(i) for i in letters], range(len(kept)))
    return found


def letters_of(link: Partial) -> list:
    """Its indices, those of what is differentiated first."""
    return [i for q in (link.num, link.den) if isinstance(q, Indexed) for i in q.indices]

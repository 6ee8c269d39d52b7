"""A mistake is a wrong formula made from the right one, so it knows what to say to the person who makes it."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from sympy import Add, Expr, Idx, Indexed, Mul, Pow, S, Sum, Symbol

from lessons.engine.algebra.functions import ACTIVATIONS, A, Applied, Slope, has_kink, slope_from_output
from lessons.engine.algebra.indices import free_indices, size_of
from lessons.engine.forms.arrays import ColumnSums, Product, RowSums, Transposed
from lessons.engine.forms.latex import latex
from lessons.engine.forms.notation import name_of, read_name
from lessons.engine.forms.numpy_line import numpy_line
from lessons.engine.twins.definitions import N

WHAT = {
    "x": "the input", "z": "the pre-activation", "a": "the activation", "p": "the probability", "y": "the label",
    "W": "the weight", "b": "the bias", "δ": "the error signal that arrives",
}  # fmt: skip
ONCE = "it enters once, in the loss, and every gradient after it already carries it"


class Mistake(NamedTuple):
    """What is wrong, in words, and the wrong formula."""

    words: str
    wrong: Expr


def mistakes(forms: list[Expr], batch: bool = False) -> list[Mistake]:
    """Usual ways to get it wrong; `forms` are equal right formulas, the one to name factors by first."""
    found: dict[Expr, str] = {}
    for words, wrong in _mistakes(forms, batch):
        if wrong not in forms:
            found.setdefault(wrong, words)
    return [Mistake(words, wrong) for wrong, words in found.items()]


def _mistakes(forms, batch) -> Iterator[tuple[str, Expr]]:
    right = forms[0]
    yield "The sign is flipped.", -right
    if batch:
        yield "Right up to the batch mean: a factor 1/N is missing.", right * N
        yield f"There is one factor 1/N too many: {ONCE}.", right / N
    for form in forms:
        yield from _slopes(form)
    for form in forms:
        for factor, rest in without_factor(form):
            missing = f"The factor {spoken(factor)} is missing"
            yield f"{missing}.", rest
            yield f"{missing}, and the sign is flipped.", -rest
    for form in forms:
        yield from _terms(form)
        yield from _orders(form)
        for factor, _ in without_factor(form):
            if free_indices(factor) <= free_indices(form):
                yield f"There is one factor {spoken(factor)} too many.", form * factor
    for form in forms:
        yield from _slopes_of_others(form)


def spoken(factor: Expr) -> str:
    """A factor by its formula and, where it has one, its name."""
    symbols = f"${latex(factor)}$"
    if isinstance(factor, Indexed):
        own = read_name(name_of(factor))
        what = "the gradient that arrives" if own.partial else WHAT.get(own.letter)
        return f"{symbols} ({what})" if what else symbols
    if isinstance(factor, Slope):
        return f"{symbols} (the slope of the activation)"
    return symbols


def places(e: Expr) -> Iterator[tuple[Expr, Callable[[Expr], Expr]]]:
    """Every part of e that a sum, a product or a power is made of, with the way to put another in its place."""
    yield e, lambda new: new
    if isinstance(e, Sum):
        yield from _within(e.function, lambda new: Sum(new, *e.limits))
    elif isinstance(e, Pow):
        yield from _within(e.base, lambda new: Pow(new, e.exp))
    elif isinstance(e, Add | Mul | Product | Transposed | ColumnSums):
        for k, part in enumerate(e.args):
            yield from _within(part, lambda new, k=k: e.func(*e.args[:k], new, *e.args[k + 1 :]))


def _within(part, outer):
    for inner, put in places(part):
        yield inner, lambda new, put=put: outer(put(new))


def without_factor(e: Expr) -> Iterator[tuple[Expr, Expr]]:
    """Each factor of a product in e, and e without it."""
    for part, put in places(e):
        if isinstance(part, Sum) and isinstance(part.function, Indexed | Slope | Applied):
            yield part.function, put(Sum(S.One, *part.limits))
        factors = [f for f in Mul.make_args(part) if not f.is_number]
        if len(factors) > 1:
            for factor in factors:
                yield factor, put(Mul(*(f for f in part.args if f is not factor)))


def _slopes(e):
    for part, put in places(e):
        if isinstance(part, Slope):
            f = ACTIVATIONS[part.name].latex
            yield f"You used the function ${f}$ where its slope ${f}'$ belongs.", put(Applied(*part.args))


def _slopes_of_others(e):
    for part, put in places(e):
        if isinstance(part, Slope):
            for other, wrong in _known_by_heart(part):
                f, g = (ACTIVATIONS[name].latex for name in (part.name, other))
                yield f"That is the slope of another activation, ${g}$: here it is ${f}$.", put(wrong)
    for a in (q for q in e.atoms(Indexed) if read_name(name_of(q)).letter == "a"):
        slopes = {name: p.subs(A, a) for name, p in by_output().items()}
        for name, other in permutations(slopes, 2):
            if (wrong := e.subs(slopes[name], slopes[other])) != e:
                f, g = (ACTIVATIONS[own].latex for own in (name, other))
                yield f"That is the slope of another activation, ${g}$: here it is ${f}$.", wrong


def _known_by_heart(part: Slope) -> Iterator[tuple[str, Expr]]:
    """The slopes that come to mind first, at this place: of the pre-activation, and by way of the output."""
    for other in ACTIVATIONS:
        if other != part.name and (other in by_output() or has_kink(other)):
            yield other, Slope(Symbol(other), part.args[1])
            if other in by_output():
                yield other, by_output()[other].subs(A, Applied(*part.args))


@lru_cache
def by_output() -> dict[str, Expr]:
    """The slopes that are worked out from the output, as a polynomial in a."""
    found = {name: slope_from_output(name) for name in ACTIVATIONS}
    return {name: p for name, p in found.items() if p is not None and p.has(A)}


def _terms(e):
    for part, put in places(e):
        if isinstance(part, Add):
            for term in part.args:
                yield f"The term ${latex(abs_sign(term))}$ is missing.", put(part - term)
                yield f"The term ${latex(abs_sign(term))}$ has the wrong sign.", put(part - 2 * term)


def abs_sign(term: Expr) -> Expr:
    return -term if term.could_extract_minus_sign() else term


def _orders(e):
    for part, put in places(e):
        if isinstance(part, Indexed) and len(part.indices) == 2 and all(isinstance(i, Idx) for i in part.indices):
            first, second = part.indices
            if size_of(first) == size_of(second):
                yield f"The indices of ${latex(part)}$ are in the wrong order.", put(part.base[second, first])


def array_mistakes(form: Expr) -> list[Mistake]:
    """The same for an equation without indices, as matrices and lines of NumPy are written."""
    found = {-form: "The sign is flipped."}
    for words, wrong in _array_mistakes(form):
        found.setdefault(wrong, words)
    return [Mistake(words, wrong) for wrong, words in found.items() if wrong != form]


def _array_mistakes(form) -> Iterator[tuple[str, Expr]]:
    for part, put in places(form):
        if isinstance(part, Transposed):
            yield f"A transpose is missing: it is `{code(part)}`.", put(part.of)
        if isinstance(part, Product):
            yield (
                f"The two sides of the product are swapped: it is `{code(part)}`.",
                put(Product(part.right, part.left)),
            )
        if isinstance(part, ColumnSums):
            yield "It sums over the wrong axis: the examples are the rows.", put(Transposed(RowSums(part.of)))
    for factor, rest in without_factor(form):
        if factor == 1 / N:
            yield f"The factor 1/N of the mean over the batch is missing: {ONCE}.", rest
        else:
            yield f"The factor `{code(factor)}` is missing.", rest
    for part, put in places(form):
        if isinstance(part, Add):
            for term in part.args:
                yield f"The term `{code(abs_sign(term))}` has the wrong sign.", put(part - 2 * term)


def code(e: Expr) -> str:
    return numpy_line("e", e).removeprefix("e = ")

"""What an answer is tried on: a derived equation, and passes on which it has numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from sympy import Expr, Indexed

from core.network import Network
from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.algebra.indices import size_of
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.notation import name_of
from lessons.engine.proof.named_arrays import example
from lessons.exercises.mistakes import mistakes
from lessons.exercises.restated import Restated, restated
from lessons.exercises.typed.tokens import Vocabulary

SAMPLES = range(4)
EXAMPLES = (3, 2, 5, 4)  # in the mini-batch of each sample: what is right for one size alone is wrong
TOLERANCE = 1e-9  # relative to the largest entry


class NotANumber(Exception):
    """An expression has no finite value on a sample."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A derived equation, and passes to try answers on."""

    equation: Restated
    sample: Callable[[int], Mapping]  # every array of a pass, from a seed
    network: str = ""  # as text, where it is about one

    @cached_property
    def passes(self) -> list[dict]:
        return [self.equation.numbers(self.sample(seed)) for seed in SAMPLES]

    def values(self, e: Expr) -> list[np.ndarray]:
        """What e comes to on every sample; raises NotANumber."""
        found = []
        for arrays in self.passes:
            try:
                with np.errstate(all="ignore"):
                    value = np.array(evaluate(e, arrays, self.equation.indices), float)
            except OverflowError:
                raise NotANumber from None
            if not np.isfinite(value).all():
                raise NotANumber
            found.append(value)
        return found

    @cached_property
    def right(self) -> list[np.ndarray]:
        return self.values(self.equation.rhs)

    @cached_property
    def wrong(self) -> list[tuple[str, list[np.ndarray]]]:
        """What each usual mistake comes to, with what to say to it."""
        found = []
        for words, e in mistakes(self.equation.forms, "N" in self.equation.given):
            try:
                values = self.values(e)
            except NotANumber:
                continue
            if not agree(values, self.right):
                found.append((words, values))
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        used: dict = {}
        for q in (q for form in (self.equation.rhs, self.equation.named_slopes) for q in form.atoms(Indexed)):
            used.setdefault(name_of(q), set()).add(q.indices)
        usual = {name: next(iter(ways)) for name, ways in used.items() if len(ways) == 1}
        sizes = {name: self.equation.sizes[name] for name in self.equation.given}
        only = self.activations[0] if len(self.activations) == 1 else ""
        return Vocabulary(sizes, self.equation.indices, usual, only)

    @cached_property
    def activations(self) -> list[str]:
        """Those whose functions or slopes the derivation met, by their names in core."""
        lines = [self.equation.named_slopes, *(step.expr for step in self.equation.steps)]
        return sorted({f.name for e in lines for f in e.atoms(Applied, Slope)})


@lru_cache(maxsize=128)
def in_network(network: str, target: str, given: str) -> Subject:
    """The equation of `target` in a small network, in the names `given`.

    `in_network("5-4-sigmoid-3", "dz1", "z1 W2 dz2")` is about one digit; with N among the names, about a mini-batch.
    """
    built = Network.from_text(network)
    batch = "N" in given.split()

    def sample(seed):
        return example(built, EXAMPLES[seed % len(EXAMPLES)] if batch else 1, seed)

    return Subject(restated(built, target, given), sample, network)


def equation(lhs: Expr, steps: Iterable[Step], sample: Callable[[int], Mapping], given: str) -> Subject:
    """Any derived equation; `sample` makes numbers for the names `given` from a seed."""
    steps = tuple(steps)
    sizes: dict[str, tuple] = dict.fromkeys(given.split(), ())
    for q in [q for e in (lhs, *(s.expr for s in steps)) for q in e.atoms(Indexed)]:
        sizes[name_of(q)] = tuple(map(size_of, q.indices))
    return Subject(Restated(lhs, steps, steps[-1].expr, tuple(given.split()), sizes), sample)


def agree(a: list[np.ndarray], b: list[np.ndarray]) -> bool:
    """Are they equal on every sample, up to rounding?"""
    return all(np.abs(u - v).max() <= TOLERANCE * np.abs(v).max() for u, v in zip(a, b, strict=True))

"""How far a digit is from an average digit, and why finding the nearest one is a weighted sum."""

from functools import lru_cache

import numpy as np
from sympy import Expr, IndexedBase, Rational, expand

from lessons.engine.algebra.derivative import Partial, collapse, partial
from lessons.engine.algebra.indices import canonical, freshen, total
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.theorem import Theorem, compared, slopes
from lessons.engine.twins.definitions import D, K, N, i, k, n, x
from lessons.exercises import Asked, Context
from lessons.page.digits import first_digits

mu = IndexedBase("mu")
LEARNT_FROM, TRIED_ON = 2_000, 1_000  # digits


def _squared() -> Expr:
    return total((x[n, i] - mu[i, k]) ** 2, i)


def sample(seed: int = 0) -> dict:
    """Numbers to try the formulas on."""
    rng = np.random.default_rng(seed)
    return {"x": rng.standard_normal((3, 7)), "mu": rng.standard_normal((7, 4)), str(N): 3, str(D): 7, str(K): 4}


def _between(a, b):
    """The squared distance of every row of a from every column of b, measured one pair at a time."""
    return np.array([[np.linalg.norm(row - column) ** 2 for column in b.T] for row in a])


def distance() -> Theorem:
    """The squared distance, multiplied out."""
    written_out = total(expand((x[n, i] - mu[i, k]) ** 2), i)
    steps = (
        Step(written_out),
        Step(collapse(written_out, split=True)),
    )
    witness = compared(steps, sample, {"lengths": lambda arrays: _between(arrays["x"], arrays["mu"])}, (n, k))
    title = "The squared distance of a digit from an average digit"
    return Theorem(_squared(), steps, "distance", title, witness, numbers=sample, free=(n, k))


def score() -> Theorem:
    """What tells the classes apart: half the squared length of the digit less half its squared distance."""
    length, half = total(x[n, i] ** 2, i), Rational(1, 2)
    found = expand(half * length - half * distance().rhs)
    steps = (Step(found),)

    def by_lengths(arrays):
        lengths = np.array([[np.linalg.norm(row) ** 2] for row in arrays["x"]])
        return (lengths - _between(arrays["x"], arrays["mu"])) / 2

    witness = compared(steps, sample, {"lengths": by_lengths}, (n, k))
    lhs, title = half * length - half * _squared(), "Which average digit is nearest"
    return Theorem(lhs, steps, "score", title, witness, numbers=sample, free=(n, k))


def pull() -> Theorem:
    """How the squared distance answers to one pixel: by twice what the pixel has too much of."""
    squared = freshen(_squared(), {i})
    found = partial(squared, x[n, i])
    steps = (
        Step(found),
        Step(canonical(collapse(found), {n, i, k})),
    )

    def by_step(arrays):
        return np.einsum("nkni->nik", slopes(_squared(), x[n, i], arrays, (n, k)))

    def numbers():
        arrays = sample()
        return {**arrays, lhs: by_step(arrays)}

    lhs, title, free = Partial(squared, x[n, i]), "The squared distance by one pixel", (n, i, k)
    witness = compared(steps, sample, {"complex step": by_step}, free)
    return Theorem(lhs, steps, "pull", title, witness, numbers=numbers, free=free)


@lru_cache(maxsize=1)
def average_digits():
    """The mean picture of each class, (784, 10), over the first few training digits."""
    images, labels = first_digits(LEARNT_FROM)
    return np.stack([images[labels == digit].mean(axis=0) for digit in range(10)], axis=1)


def scores(rows, averages):
    """(N, 784) and (784, 10) → (N, 10): the largest belongs to the nearest average."""
    return rows @ averages - (averages**2).sum(axis=0) / 2


def share_read_rightly(averages) -> float:
    """Of digits that were not averaged, by the nearest average alone."""
    images, labels = (array[LEARNT_FROM:] for array in first_digits(LEARNT_FROM + TRIED_ON))
    return float((scores(images, averages).argmax(axis=1) == labels).mean())


def nearer(context: Context) -> Asked:
    """Which of two average digits is nearer to the student's digit: its own, or another?"""
    averages, digit = average_digits(), context.images[0]
    chance = context.draw("nearer")
    others = [k for k in range(10) if k != context.label]
    pair = [context.label, int(chance.choice(others))]
    chance.shuffle(pair)
    lengths = [float(np.linalg.norm(digit - averages[:, k])) for k in pair]
    return Asked(
        f"Your digit is a handwritten **{context.label}**, {np.count_nonzero(digit)} of its pixels inked. Which "
        "average is nearer to it?",
        tuple(f"the average {k}" for k in pair),
        int(np.argmin(lengths)),
        f"It is {lengths[0]:.2f} from the average {pair[0]} and {lengths[1]:.2f} from the average {pair[1]}.",
    )

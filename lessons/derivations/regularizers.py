"""What keeps a network modest: penalties on its parameters, and dropout."""

import numpy as np
from sympy import Abs, IndexedBase, Symbol, simplify

from core.dropout import Dropout
from core.network import Network
from core.regularizers import Penalty
from lessons.engine.algebra.derivative import Partial, collapse, partial, turned
from lessons.engine.algebra.indices import canonical, freshen, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.moments import CHANCES, mean, variance
from lessons.engine.proof.theorem import Theorem, compared, slopes
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import D, H, i, j

W = IndexedBase("W", real=True)
R = Symbol("R")
STRENGTH = 0.3


def _penalty(name: str, title: str, strength: Symbol, each, of_core: Penalty, assumptions=()) -> Theorem:
    penalty = total(each, i, j) * strength
    found = partial(penalty, W[i, j])
    steps = (
        Step(found),
        Step(canonical(collapse(freshen(found, {i, j})), {i, j})),
    )

    network, lhs, free = Network.from_text("3-4"), Partial(R, W[i, j]), (i, j)
    theta = np.random.default_rng(0).standard_normal(network.size)

    def numbers():
        arrays = {"W": network.unpack(theta)[0][0], str(strength): STRENGTH, str(D): 3, str(H): 4}
        return arrays | {lhs: slopes(penalty, W[i, j], arrays)}

    routes = {
        "core": lambda _: of_core.gradient(network, theta)[:12].reshape(3, 4),
        "complex step": lambda arrays: arrays[lhs],
    }
    witness = compared(steps, numbers, routes, free)
    return Theorem(lhs, steps, name, f"Regularisation: {title}", witness, assumptions, numbers, free)


def l1() -> Theorem:
    """Every weight is pulled towards zero with the same force, whatever its size."""
    kink = "at a weight of 0 the slope is a choice: 0, between −λ₁ and λ₁"
    return _penalty("l1", "L1", Symbol("lambda_1", positive=True), Abs(W[i, j]), Penalty(STRENGTH, 0.0), (kink,))


def l2() -> Theorem:
    """Every weight is pulled towards zero in proportion to its size."""
    return _penalty("l2", "L2", Symbol("lambda_2", positive=True), W[i, j] ** 2 / 2, Penalty(0.0, STRENGTH))


q = Symbol("q", positive=True)  # how probable it is that a unit is left out
mask = Symbol("m")
STAYS = 1 / (1 - q)


def _mask_moment(of) -> float:
    """The mean of `of` over the two values of core's own mask, by their probabilities."""
    gone, stays = _masks()[mask]
    return 0.25 * of(gone) + 0.75 * of(stays)


def _masks() -> dict:
    """The two values of core's own mask, and how probable each is."""
    return {"q": 0.25, mask: np.unique(Dropout(0.25, (1,)).mask(np.zeros((64, 64)))), CHANCES: np.array([0.25, 0.75])}


def dropout_mean() -> Theorem:
    """Why what stays is divided by 1 − q: on average nothing changes."""
    outcomes = q * 0 + (1 - q) * STAYS
    steps = (Step(simplify(outcomes)),)
    witness = lambda: {"core": difference(evaluate(steps[-1].expr, {"q": 0.25}), _mask_moment(lambda m: m))}  # noqa: E731
    title = "Regularisation: dropout leaves the mean alone"
    return Theorem(mean(mask), steps, "dropout mean", title, witness, numbers=_masks)


def dropout_variance() -> Theorem:
    """The more units dropout leaves out, the more noise it adds."""
    squares = (1 - q) * STAYS**2
    steps = (
        Step(squares - 1),
        Step(turned(simplify(squares - 1))),
    )

    def witness():
        arrays = {"q": 0.25}
        spread = _mask_moment(lambda m: (m - 1) ** 2)
        return {"core": difference(evaluate(steps[-1].expr, arrays), spread)}

    title = "Regularisation: the noise of dropout"
    return Theorem(variance(mask), steps, "dropout variance", title, witness, numbers=_masks)

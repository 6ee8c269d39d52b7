"""One neuron: how its weighted sum answers to each number that goes into it."""

import numpy as np
from sympy import Indexed, KroneckerDelta

from core.layers import Dense
from lessons.engine.algebra.derivative import Partial, collapse, partial
from lessons.engine.algebra.indices import canonical
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.powers import printed
from lessons.engine.proof.partials import slopes_of_links
from lessons.engine.proof.theorem import Theorem, compared, numbers_of
from lessons.engine.twins.definitions import D, H, N, W, b, i, j, n, x, z
from lessons.engine.twins.layers import dense
from lessons.exercises import Asked, Context


def sample(seed: int = 0) -> dict:
    """Numbers to try the formulas on."""
    rng = np.random.default_rng(seed)
    arrays = {"x": rng.standard_normal((3, 5)), "W": rng.standard_normal((5, 4)), "b": rng.standard_normal(4)}
    return arrays | {str(N): 3, str(D): 5, str(H): 4}


def weighted_sum() -> Theorem:
    """What a neuron works out."""
    (definition,) = dense().definitions
    steps = (Step(definition.rhs),)
    core = lambda arrays: Dense(5, 4).forward((arrays["W"], arrays["b"]), arrays["x"])  # noqa: E731
    witness = compared(steps, sample, {"core": core}, (n, j))
    title = "One neuron: a weighted sum and a bias"

    def numbers():
        arrays = sample()
        return arrays | {"z": core(arrays)}

    return Theorem(z[n, j], steps, "weighted sum", title, witness, numbers=numbers, free=(n, j))


def by_weight() -> Theorem:
    """How the sum answers to a weight: by the number that the weight lies on."""
    return _slope(W[i, j], (n, i, j))


def by_input() -> Theorem:
    """How the sum answers to an input: by the weight that lies on it."""
    return _slope(x[n, i], (n, i, j))


def by_bias() -> Theorem:
    """How the sum answers to its bias: one for one."""
    return _slope(b[j], (n, j))


def _slope(target: Indexed, free) -> Theorem:
    """∂z_nj by `target`, of the same neuron and the same example."""
    (definition,) = dense().definitions
    found = partial(definition.rhs, target)
    steps: tuple[Step, ...] = (Step(canonical(collapse(found), free)),)
    if found.has(KroneckerDelta):
        steps = (
            Step(found),
            Step(steps[0].expr),
        )

    lhs = Partial(z[n, j], target)

    def numbers():
        arrays = sample()
        return arrays | slopes_of_links([lhs], [(z[n, j], definition.rhs)], arrays)

    routes = {"complex step": lambda arrays: numbers_of(lhs, arrays, free)}
    witness, title = compared(steps, numbers, routes, free), f"One neuron: its sum by {target}"
    return Theorem(lhs, steps, f"weighted sum by {target}", title, witness, numbers=numbers, free=free)


def after_a_nudge(context: Context) -> Asked:
    """What does a neuron's sum do when one of its weights grows? It may lie on white paper."""
    chance, x = context.draw("nudge"), context.images[0]
    inked = bool(chance.integers(2))
    pixel = int(chance.choice(np.flatnonzero(x > 0.3 if inked else x == 0)))
    answers = ("it rises by 0.1", "it rises by less than 0.1", "it stays as it is", "it falls")
    change = 0.1 * float(x[pixel])
    return Asked(
        f"The weight between pixel {pixel}, which is {x[pixel]:.2f} on your handwritten {context.label}, and one "
        "neuron of the first layer grows by 0.1. What does the neuron's weighted sum do?",
        answers,
        2 if change == 0 else 0 if change == 0.1 else 1,
        f"It changes by 0.1 times the pixel, {printed(change, '.3g')}. The weight itself, and all other pixels, do "
        "not matter.",
    )

"""Softmax and cross-entropy, apart and together."""

import numpy as np
from sympy import Expr, IndexedBase, Symbol

from core.losses import SoftmaxCrossEntropy, one_hot, smooth
from lessons.engine.algebra.derivative import Partial, collapse, partial, substitute, tidy
from lessons.engine.algebra.indices import canonical, index, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.backward import gradients
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.partials import slopes_of_links
from lessons.engine.proof.theorem import Theorem, compared, slopes
from lessons.engine.twins.definitions import K, L, N, k, n, p, y, z
from lessons.engine.twins.losses import softmax_cross_entropy


def _numbers():
    rng = np.random.default_rng(0)
    z = rng.standard_normal((3, 5))
    return {"z": z, "p": SoftmaxCrossEntropy().output(z), "y": one_hot(np.array([4, 0, 2]), 5), str(N): 3, str(K): 5}


def jacobian() -> Theorem:
    """How each probability answers to each logit of the same example."""
    own = softmax_cross_entropy()
    definition, (use_p,) = own.definitions[0], own.rules
    j = index("j", K)
    found = partial(definition.rhs, z[n, j])
    steps = [Step(found)]

    def add(e: Expr):
        steps.append(Step(e))

    add(canonical(collapse(found), {n, k, j}))
    add(canonical(collapse(use_p.rewrite(steps[-1].expr)), {n, k, j}))
    add(tidy(steps[-1].expr))

    lhs, free = Partial(p[n, k], z[n, j]), (n, k, j)

    def numbers():
        return _numbers() | slopes_of_links([lhs], [(definition.lhs, definition.rhs)], _numbers())

    witness = compared(steps, numbers, {"complex step": lambda arrays: arrays[lhs]}, free)
    return Theorem(
        lhs,
        tuple(steps),
        "softmax jacobian",
        "Softmax: each probability by each logit",
        witness,
        numbers=numbers,
        free=free,
    )


def cross_entropy() -> Theorem:
    """How the loss answers to the probabilities, each taken as free."""
    own = softmax_cross_entropy()
    found, definition = gradients(own)[0], own.definitions[1]

    lhs, free = Partial(L, p[n, k]), (n, k)

    def numbers():
        return _numbers() | slopes_of_links([lhs], [(definition.lhs, definition.rhs)], _numbers())

    witness = compared(found.steps, numbers, {"complex step": lambda arrays: arrays[lhs]}, free)
    return Theorem(
        lhs,
        found.steps,
        "cross-entropy",
        "Cross-entropy: the loss by each probability",
        witness,
        numbers=numbers,
        free=free,
    )


def smoothed_labels() -> Theorem:
    """Label smoothing moves certainty about, and takes none away: its rows still sum to one."""
    share = Symbol("ε", positive=True)
    row = total((1 - share) * y[n, k] + share / K, k)
    apart = collapse(row, split=True)
    (fact,) = softmax_cross_entropy().facts
    steps = (
        Step(row),
        Step(apart),
        Step(substitute(apart, fact.old, fact.new), fact.assumption),
    )

    def numbers():
        return _numbers() | {"ε": 0.1, "y′": smooth(_numbers()["y"], 0.1)}

    witness = compared(steps, numbers, {"core": lambda arrays: arrays["y′"].sum(axis=1)}, (n,))
    lhs = total(IndexedBase("y′")[n, k], k)
    title = "Label smoothing: the rows still sum to one"
    return Theorem(lhs, steps, "smoothed labels", title, witness, (fact.assumption,), numbers, (n,))


def together() -> Theorem:
    """Both in one: what the large factors of one and the small ones of the other leave."""
    own = softmax_cross_entropy()
    by_p, found = gradients(own)
    softmax, loss = own.definitions

    lhs, free = Partial(L, z[n, k]), (n, k)

    def numbers():
        arrays = _numbers()
        arrays["dp"] = evaluate(by_p.rhs, arrays, (n, k))
        whole = loss.rhs.xreplace({p[n, k]: softmax.rhs})
        links = slopes_of_links([step.expr for step in found.steps], [(softmax.lhs, softmax.rhs)], arrays)
        return arrays | links | {lhs: slopes(whole, z[n, k], arrays)}

    routes = {
        "core": lambda arrays: SoftmaxCrossEntropy().gradient(arrays["p"], arrays["y"]),
        "complex step": lambda arrays: arrays[lhs],
    }
    witness = compared(found.steps, numbers, routes, free)
    assumptions = tuple(step.assumption for step in found.steps if step.assumption)
    return Theorem(
        lhs,
        found.steps,
        "softmax and cross-entropy",
        "Both together: the loss by each logit",
        witness,
        assumptions,
        numbers,
        free,
    )

"""Softmax and cross-entropy, apart and together."""

import numpy as np
from sympy import Expr, Symbol

from core.losses import SoftmaxCrossEntropy, one_hot, smooth
from lessons.engine.algebra.derivative import Partial, collapse, partial, substitute, tidy
from lessons.engine.algebra.indices import canonical, index, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.backward import gradients
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.theorem import Theorem, every_line, slopes
from lessons.engine.proof.witnesses import difference
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
    steps = [Step(found, "the quotient rule")]

    def add(e: Expr, why):
        steps.append(Step(e, why))

    add(canonical(collapse(found), {n, k, j}), r"each $\mathbf{1}[\cdot]$ picks one term of its sum")
    add(canonical(collapse(use_p.rewrite(steps[-1].expr)), {n, k, j}), use_p.why)
    add(tidy(steps[-1].expr), "common factors in front")

    def witness():
        arrays = _numbers()
        by_step = slopes(definition.rhs, z[n, k], arrays, (n, k))  # of p[n, k] by z[n', j]
        own_example = np.einsum("nknj->nkj", by_step)
        return {
            "complex step": difference(evaluate(steps[-1].expr, arrays, (n, k, j)), own_example),
            "every line": every_line(steps, arrays, (n, k, j)),
        }

    return Theorem(
        Partial(p[n, k], z[n, j]),
        tuple(steps),
        "softmax jacobian",
        "Softmax: each probability by each logit",
        witness,
        (definition,),
    )


def cross_entropy() -> Theorem:
    """How the loss answers to the probabilities, each taken as free."""
    own = softmax_cross_entropy()
    found, definition = gradients(own)[0], own.definitions[1]

    def witness():
        arrays = _numbers()
        return {
            "complex step": difference(evaluate(found.rhs, arrays, (n, k)), slopes(definition.rhs, p[n, k], arrays)),
            "every line": every_line(found.steps, arrays, (n, k)),
        }

    return Theorem(
        Partial(L, p[n, k]),
        found.steps,
        "cross-entropy",
        "Cross-entropy: the loss by each probability",
        witness,
        (definition,),
    )


def smoothed_labels() -> Theorem:
    """Label smoothing moves certainty about, and takes none away: its rows still sum to one."""
    share = Symbol("ε", positive=True)
    row = total((1 - share) * y[n, k] + share / K, k)
    apart = collapse(row, split=True)
    (fact,) = softmax_cross_entropy().facts
    steps = (
        Step(row, "each label, smoothed"),
        Step(apart, "the sum taken apart"),
        Step(substitute(apart, fact.old, fact.new), fact.why, fact.why),
    )

    def witness():
        arrays = _numbers() | {"ε": 0.1}
        by_core = smooth(arrays["y"], 0.1).sum(axis=1)
        return {
            "core": difference(evaluate(steps[-1].expr, arrays, (n,)), by_core),
            "every line": every_line(steps, arrays, (n,)),
        }

    title = "Label smoothing: the rows still sum to one"
    return Theorem(Symbol(r"\sum_k y'_{nk}"), steps, "smoothed labels", title, witness, (), (fact.why,))


def together() -> Theorem:
    """Both in one: what the large factors of one and the small ones of the other leave."""
    own = softmax_cross_entropy()
    by_p, found = gradients(own)
    softmax, loss = own.definitions

    def witness():
        arrays = _numbers()
        arrays["dp"] = evaluate(by_p.rhs, arrays, (n, k))
        whole = loss.rhs.xreplace({p[n, k]: softmax.rhs})
        derived = evaluate(found.rhs, arrays, (n, k))
        return {
            "core": difference(derived, SoftmaxCrossEntropy().gradient(arrays["p"], arrays["y"])),
            "complex step": difference(derived, slopes(whole, z[n, k], arrays)),
            "every line": every_line(found.steps, arrays, (n, k)),
        }

    assumptions = tuple(step.assumption for step in found.steps if step.assumption)
    return Theorem(
        Partial(L, z[n, k]),
        found.steps,
        "softmax and cross-entropy",
        "Both together: the loss by each logit",
        witness,
        (softmax, loss),
        assumptions,
    )

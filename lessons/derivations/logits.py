"""What softmax does not see in the logits, and how its logarithm is worked out without trouble."""

from typing import Any

import numpy as np
from sympy import Expr, Symbol, exp, expand, expand_log, log

from core.losses import SoftmaxCrossEntropy, one_hot
from lessons.engine.algebra.derivative import Partial, collapse, partial
from lessons.engine.algebra.indices import canonical, rewrite, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.powers import printed
from lessons.engine.proof.partials import slopes_of_links
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import STEP, difference
from lessons.engine.twins.definitions import K, L, N, k, m, n, p, z
from lessons.engine.twins.losses import softmax_cross_entropy
from lessons.exercises import Asked, Context

c, S = Symbol("c"), Symbol("S", positive=True)


def sample(seed: int = 0) -> tuple[dict, Any]:
    """Numbers to try the formulas on, and the labels among them."""
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((3, 5))
    labels = np.array([4, 0, 2])
    return {
        "z": z,
        "p": SoftmaxCrossEntropy().output(z),
        "y": one_hot(labels, 5),
        "c": 0.7,
        str(N): 3,
        str(K): 5,
    }, labels


def shifted() -> Theorem:
    """A number added to all the logits of a digit changes no probability."""
    lhs = exp(z[n, k] + c) / total(exp(z[n, m] + c), m)
    taken_apart = expand(exp(z[n, k] + c)) / total(expand(exp(z[n, m] + c)), m)
    steps = (
        Step(taken_apart),
        Step(collapse(taken_apart)),
    )

    def witness():
        arrays, _ = sample()
        return {
            "core": difference(
                evaluate(steps[-1].expr, arrays, (n, k)), SoftmaxCrossEntropy().output(arrays["z"] + arrays["c"])
            ),
        }

    title = "Softmax of shifted logits"
    return Theorem(lhs, steps, "shifted logits", title, witness, numbers=lambda: sample()[0], free=(n, k))


def by_its_own_logit() -> Theorem:
    """How a probability answers to its own logit: most where it is a half."""
    softmax, _ = softmax_cross_entropy().definitions
    found = canonical(collapse(partial(softmax.rhs, z[n, k])), {n, k})
    in_p = _without_normaliser(found).subs(exp(z[n, k]), p[n, k] * S)  # e^z = p S, and S cancels
    steps = (
        Step(found),
        Step(in_p),
        Step(p[n, k] * (1 - p[n, k])),
    )

    lhs, free = Partial(p[n, k], z[n, k]), (n, k)

    def numbers():
        arrays, _ = sample()
        return arrays | slopes_of_links([lhs], [(softmax.lhs, softmax.rhs)], arrays)

    witness = compared(steps, numbers, {"complex step": lambda arrays: arrays[lhs]}, free)
    title = "Softmax: a probability by its own logit"
    return Theorem(lhs, steps, "own logit", title, witness, numbers=numbers, free=free)


def _without_normaliser(e: Expr) -> Expr:
    """e with S for the sum of all e^z."""
    return rewrite(e, lambda part: S if part == total(exp(z[n, m]), m) else None)


def log_probability() -> Theorem:
    """The logarithm of a probability, without the probability: no power is divided by another."""
    (softmax, _) = softmax_cross_entropy().definitions
    found = expand_log(log(_without_normaliser(softmax.rhs)), force=True).xreplace({S: total(exp(z[n, m]), m)})
    steps = (Step(log(softmax.rhs)), Step(found))

    def witness():
        arrays, _ = sample()
        return {
            "core": difference(evaluate(found, arrays, (n, k)), np.log(SoftmaxCrossEntropy().output(arrays["z"]))),
        }

    title = "The logarithm of a probability"
    return Theorem(log(p[n, k]), steps, "log p", title, witness, numbers=lambda: sample()[0], free=(n, k))


def loss_of_logits() -> Theorem:
    """Cross-entropy as core works it out: the loss of the logits, not of the probabilities."""
    (_, loss) = softmax_cross_entropy().definitions
    found = loss.rhs.xreplace({log(p[n, k]): log_probability().rhs})
    steps = (Step(loss.rhs), Step(found))

    def witness():
        arrays, labels = sample()
        by_label = -np.mean(np.log(arrays["p"][np.arange(3), labels]))
        return {
            "core": difference(evaluate(found, arrays), SoftmaxCrossEntropy().value(arrays["z"], arrays["y"])),
            "the label's own": difference(evaluate(found, arrays), by_label),
        }

    def numbers():
        arrays, _ = sample()
        return arrays | {"L": SoftmaxCrossEntropy().value(arrays["z"], arrays["y"])}

    return Theorem(L, steps, "loss of logits", "Cross-entropy from the logits", witness, numbers=numbers)


def measured_jacobian(logits):
    """∂p_k/∂z_j of one row of logits, (K, K), by complex step through core."""
    nudged = logits + 1j * STEP * np.eye(len(logits))
    return np.imag(SoftmaxCrossEntropy().output(nudged)).T / STEP


def raised(logits, k: int, by: float):
    """The probabilities when logit k is raised."""
    return SoftmaxCrossEntropy().output((logits + by * (np.arange(len(logits)) == k))[None])[0]


def loses_most(context: Context) -> Asked:
    """One logit rises by 1. Which of the other probabilities loses most?"""
    logits = context.trace().values[-1][0]
    before = raised(logits, 0, 0.0)
    k = int(context.draw("loses").choice([d for d in range(len(logits)) if d != before.argmax()]))
    change = raised(logits, k, 1.0) - before
    order = [int(d) for d in np.argsort(-before) if d != k][:3]
    context.draw("order").shuffle(order)
    shares = ", ".join(f"{d}: {printed(before[d], '.2g')}" for d in order)
    return Asked(
        f"On your handwritten **{context.label}** the probabilities of three classes are {shares}. The logit of class "
        f"{k} rises by 1. Which of the three loses most?",
        tuple(f"class {d}" for d in order),
        int(np.argmin([change[d] for d in order])),
        f"Class {k} gains {printed(change[k], '.2g')}. "
        + " ".join(f"Class {d} changes by {printed(change[d], '+.2g')}." for d in order),
    )

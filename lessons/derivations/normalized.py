"""A fact that the way back through mean and variance leans on: what is normalised sums to zero over its batch."""

import numpy as np

from core.batchnorm import BatchNorm
from lessons.engine.algebra.derivative import collapse, inline
from lessons.engine.algebra.indices import canonical
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.twins.definitions import H, N, j
from lessons.engine.twins.normalization import EPSILON, batch_norm


def sums_to_zero() -> Theorem:
    """Σ x̂ = 0, from the definitions of x̂ and of the mean."""
    own = batch_norm(1)
    mean, _, normal, _ = own.definitions
    (fact,) = own.facts
    put_in = inline(fact.old, normal.lhs, normal.rhs)
    apart = collapse(put_in.expand(), split=True)
    steps = (
        Step(put_in),
        Step(apart),
        Step(canonical(collapse(inline(apart, mean.lhs, mean.rhs)).expand())),
    )

    def numbers():
        x, layer = np.random.default_rng(0).standard_normal((6, 4)), BatchNorm()
        mu, var = layer.statistics(x)
        known = {"x": x, "mu": mu, "var": var, "xhat": layer.normal(x)[0]}
        return known | {str(N): 6, str(H): 4, str(EPSILON): layer.epsilon}

    witness = compared(steps, numbers, {"core": lambda arrays: arrays["xhat"].sum(axis=0)}, (j,))
    title = "Batch normalisation: what is normalised sums to zero"
    return Theorem(fact.old, steps, "normalised sum", title, witness, (), numbers, (j,))

"""Through batch normalisation a gradient comes back smaller where the weights before it are larger."""

import numpy as np
from sympy import Expr, IndexedBase, Symbol

from core.initializers import initialize
from core.network import Network
from lessons.engine.algebra.indices import total
from lessons.engine.twins.definitions import N, n
from lessons.exercises import Asked, Context


def first_of_batch() -> Expr:
    """∂L/∂x of one unit on the first digit of a mini-batch, where γ is 1 and s is √(σ² + ε)."""
    du, x_hat = IndexedBase("du"), IndexedBase("xhat")
    return (N * du[0] - x_hat[0] * total(du[n] * x_hat[n], n) - total(du[n], n)) / (N * Symbol("s"))


def larger_weights(network: Network, factor: float, x, labels) -> tuple[float, float]:
    """The loss with the first weights so many times as large as at the start, and the length of their gradient."""
    start, weights = initialize(network, "he", 0, np.float64), network.parameters[0].slice
    start[weights] *= factor
    trace = network.trace(start, x, labels)
    return float(trace.loss), float(np.linalg.norm(trace.gradient[weights]))


def weights_grow(context: Context) -> Asked:
    """What larger weights in front of a normalisation do to their own gradient, on the student's digits."""
    network, factor = Network.from_text("784-12-bn-relu-10"), int(context.draw("factor").choice([3, 5, 20]))
    (before, small), (after, large) = (larger_weights(network, f, context.images, context.labels) for f in (1, factor))
    return Asked(
        f"In {network}, all weights of the first layer become {factor} times as large. What happens to their gradient?",
        (f"It grows about {factor} times.", "It stays about the same.", f"It shrinks about {factor} times."),
        2,
        f"Its length goes from {small:.3g} to {large:.3g}, and the loss from {before:.3f} to {after:.3f}.",
    )

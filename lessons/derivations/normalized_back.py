"""The way back through what batch normalisation works out inside: through x̂, the variance and the mean."""

import numpy as np
from sympy import Expr, IndexedBase, Rational, Symbol

from core.initializers import initialize
from core.network import Network, Trace
from lessons.engine.algebra.indices import total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.backward import gradients
from lessons.engine.chain.derivation import Step
from lessons.engine.chain.equations import inner_names, twin_of
from lessons.engine.forms.notation import name_of
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.partials import slopes_of_links
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import STEP
from lessons.engine.twins.definitions import H, N, n
from lessons.engine.twins.normalization import EPSILON
from lessons.exercises import Asked, Context


def inner_gradients(trace: Trace, k: int) -> list[Theorem]:
    """∂L/∂x̂, ∂L/∂σ² and ∂L/∂μ of layer k, a batch normalisation of rows, on the numbers of this pass."""
    network, own = trace.network, twin_of(trace.network, k)
    names = inner_names(network, k) | {"x": network.wires[k], "u": network.wires[k + 1]}
    names |= {p.letter: p.name for p in network.parameters if p.layer == k}
    put = {Symbol(d + old): Symbol(d + new) for old, new in names.items() for d in ("", "d")}
    put[EPSILON] = Rational(str(network.layers[k].epsilon))  # type: ignore[attr-defined]
    forward = [(names[name_of(d.lhs)], d.lhs.xreplace(put), d.rhs.xreplace(put)) for d in own.definitions]
    arrays = arrays_of(trace) | {str(H): network.shapes[k][0]}
    inner = [g for g in gradients(own) if name_of(g.lhs) in ("dxhat", "dvar", "dmu")]
    for g in inner:
        name = name_of(g.lhs.xreplace(put))
        arrays[name] = _slopes(name.removeprefix("d"), forward, arrays)
    found = []
    for g in inner:
        lhs, steps = g.lhs.xreplace(put), tuple(Step(s.expr.xreplace(put), s.why) for s in g.steps)
        found.append(_derivation(lhs, steps, arrays, [(lhs, rhs) for _, lhs, rhs in forward]))
    return found


def _derivation(lhs, steps, arrays, definitions) -> Theorem:
    name, title = name_of(lhs), "Batch normalisation, from the inside"
    numbers = lambda: arrays | slopes_of_links([s.expr for s in steps], definitions, arrays)  # noqa: E731
    witness = compared(steps, lambda: arrays, {"complex step": lambda arrays: arrays[name]}, lhs.indices)
    return Theorem(lhs, steps, name, title, witness, numbers=numbers, free=lhs.indices)


def _slopes(name, forward, arrays):
    """∂L/∂v of every entry of v by complex step: what comes after v is worked out again, what arrives is given."""
    slopes = np.empty(np.shape(arrays[name]))
    for at in np.ndindex(slopes.shape):
        known = dict(arrays)
        known[name] = np.array(arrays[name], complex)
        known[name][at] += 1j * STEP
        for own, lhs, rhs in forward[[own for own, *_ in forward].index(name) + 1 :]:
            known[own] = evaluate(rhs, known, lhs.indices)
        out = forward[-1][0]
        slopes[at] = float(np.imag((arrays[f"d{out}"] * known[out]).sum())) / STEP
    return slopes


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

"""A number that reaches the loss in several ways: its gradient is a sum with one term for each path.

From a number a⁽¹⁾_i through two layers to the loss of one digit, every path goes through one unit j and
one class k. The letters are those of a network with two hidden layers, its last logits z⁽³⁾.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, IndexedBase, Mul, Sum, Symbol

from core.network import Network, Trace
from lessons.engine.algebra.derivative import Partial, collapse, partial
from lessons.engine.algebra.functions import Applied
from lessons.engine.algebra.indices import canonical, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.powers import scientific
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.partials import slopes_of_links
from lessons.engine.proof.theorem import Theorem
from lessons.engine.proof.witnesses import STEP, difference
from lessons.engine.twins.definitions import D, H, K, L, i, j, k
from lessons.exercises import Asked, Context

a1, z2, a2, z3, W2, W3, b2, b3, dz3 = map(IndexedBase, ("a1", "z2", "a2", "z3", "W2", "W3", "b2", "b3", "dz3"))


def links(activation: str) -> list[tuple[Expr, Expr]]:
    """(what, by what it is worked out), from a⁽¹⁾ on."""
    return [
        (z2[j], total(a1[i] * W2[i, j], i) + b2[j]),
        (a2[j], Applied(Symbol(activation), z2[j])),
        (z3[k], total(a2[j] * W3[j, k], j) + b3[k]),
    ]


def one_path(activation: str = "relu") -> Theorem:
    """The slope along one path is the product of the slopes of its links."""
    (z, sum_), (a, bent), (logit, last) = links(activation)
    named = Mul(Partial(logit, a), Partial(a, z), Partial(z, a1[i]))
    worked = Mul(*(collapse(partial(rhs, by)) for rhs, by in ((last, a), (bent, z), (sum_, a1[i]))))
    steps = (Step(worked),)

    def witness():
        arrays = sample(activation=activation)
        found = evaluate(worked, arrays, (i, j, k))
        return {"complex step": difference(found, _through_one_unit(activation, arrays))}

    def numbers():
        arrays = sample(activation=activation)
        return arrays | slopes_of_links([named], links(activation), arrays)

    title = "The slope along one path"
    return Theorem(named, steps, "one path", title, witness, numbers=numbers, free=(i, j, k))


def all_paths(activation: str = "relu") -> Theorem:
    """Every path through a unit and a class, added; and the same sum with what many paths share worked out once."""
    along = one_path(activation)
    named, worked = (total(dz3[k] * slope, j, k) for slope in (along.lhs, along.rhs))
    steps = (
        Step(named),
        Step(worked),
        Step(nested(worked)),
    )

    def witness():
        arrays = sample(activation=activation)
        derived = evaluate(steps[-1].expr, arrays, (i,))
        return {
            "core": difference(derived, arrays["da1"]),
            "complex step": difference(derived, _slopes_of_the_loss(activation, arrays)),
        }

    lhs = Partial(L, a1[i])

    def numbers():
        arrays = sample(activation=activation)
        found = slopes_of_links([step.expr for step in steps], links(activation), arrays)
        return arrays | found | {lhs: _slopes_of_the_loss(activation, arrays)}

    title = "The chain rule as a sum over paths"
    return Theorem(lhs, steps, "sum over paths", title, witness, numbers=numbers, free=(i,))


def nested(e: Expr) -> Expr:
    """Sums one inside the other, each as late as it can stand."""
    assert isinstance(e, Sum)
    inner, *outer = e.limits
    body = collapse(Sum(e.function, inner))
    return canonical(Sum(body, *outer), {i})


@dataclass(frozen=True)
class Paths:
    """What each path adds to one gradient of this digit."""

    contributions: Any  # (units, classes)
    gradient: float  # by backpropagation

    def largest(self, most: int) -> list[tuple[int, int, float]]:
        """(unit, class, what it adds), the largest first."""
        order = np.argsort(-np.abs(self.contributions), axis=None)[:most]
        places = [divmod(int(at), self.contributions.shape[1]) for at in order]
        return [(unit, of, float(self.contributions[unit, of])) for unit, of in places]


def paths_from(trace: Trace, unit: int) -> Paths:
    """Every path from a unit of the first hidden layer to the loss, in a network with two of them, on one digit."""
    arrays = _one_digit(trace)
    flat = all_paths(trace.network.layers[3].activation).steps[1].expr  # type: ignore[attr-defined]
    sizes = {str(D): len(arrays["a1"]), str(H): len(arrays["a2"]), str(K): len(arrays["p"])}
    each = evaluate(flat.function, arrays | sizes, (i, j, k))
    return Paths(each[unit], float(arrays["da1"][unit]))


def _one_digit(trace: Trace) -> dict:
    return {
        name: array[0] if np.ndim(array) > 1 and "W" not in name else array for name, array in arrays_of(trace).items()
    }


def sample(seed: int = 1, activation: str = "relu") -> dict:
    """One digit's pass through a small network of core, without the axis of the examples."""
    network = Network.from_text(f"6-5-{activation}-4-{activation}-3")
    rng = np.random.default_rng(seed)
    trace = network.trace(rng.standard_normal(network.size), rng.standard_normal((1, 6)), np.array([2]))
    return _one_digit(trace) | {str(D): 5, str(H): 4, str(K): 3}


def _forward(activation: str, arrays: dict) -> dict:
    """z⁽²⁾, a⁽²⁾ and z⁽³⁾ worked out again from a⁽¹⁾, but for those that `arrays` gives already."""
    for lhs, rhs in links(activation):
        name = str(lhs.base.label)
        arrays.setdefault(name, evaluate(rhs, arrays, lhs.indices))
    return arrays


def _slopes_of_the_loss(activation: str, arrays):
    """∂L/∂a⁽¹⁾ by complex step through the definitions, down to −log p of the label."""
    known = {name: value for name, value in arrays.items() if name not in ("z2", "a2", "z3")}
    found = []
    for unit in range(len(arrays["a1"])):
        nudged = arrays["a1"].astype(complex)
        nudged[unit] += 1j * STEP
        logits = _forward(activation, known | {"a1": nudged})["z3"]
        found.append(np.imag(np.log(np.exp(logits).sum()) - logits @ arrays["y"]) / STEP)
    return np.array(found)


def _through_one_unit(activation: str, arrays):
    """∂z⁽³⁾_k/∂a⁽¹⁾_i by complex step with every unit j but one held still."""
    found = np.empty((len(arrays["a1"]), len(arrays["a2"]), len(arrays["z3"])))
    known = {name: value for name, value in arrays.items() if name not in ("z2", "a2", "z3")}
    for unit in range(len(arrays["a1"])):
        nudged = arrays["a1"].astype(complex)
        nudged[unit] += 1j * STEP
        moved = _forward(activation, known | {"a1": nudged})["a2"]
        for through in range(len(moved)):
            still = arrays["a2"].astype(complex)
            still[through] = moved[through]
            found[unit, through] = np.imag(_forward(activation, known | {"a1": nudged, "a2": still})["z3"]) / STEP
    return found


def measured(trace: Trace, unit: int) -> float:
    """∂L/∂a⁽¹⁾ of one unit by complex step through core: no path is looked at."""
    network, a = trace.network, trace.values[2].astype(complex)
    a[0, unit] += 1j * STEP
    for layer, parameters in list(zip(network.layers, network.unpack(trace.theta), strict=True))[2:]:
        a = layer.forward(parameters, a)
    return float(np.imag(network.loss.value(a, trace.y)) / STEP)


def without_a_path(context: Context) -> Asked:
    """What becomes of the gradient of a unit when one of its large paths is cut?"""
    trace, chance = context.trace(), context.draw("without a path")
    sizes = np.abs(arrays_of(trace)["da1"][0])
    unit = int(chance.choice(np.flatnonzero(sizes >= 0.1 * sizes.max())))
    found = paths_from(trace, unit)
    j, k, term = found.largest(3)[chance.integers(3)]
    rest = found.gradient - term
    answers = ("It comes nearer to zero.", "It goes further from zero.", "It changes its sign.")
    right = 2 if rest * found.gradient < 0 else 0 if abs(rest) < abs(found.gradient) else 1
    return Asked(
        f"Unit {unit} of your first hidden layer has the gradient ${scientific(found.gradient)}$. Of its "
        f"{found.contributions.size} paths to the loss, the one by unit {j} and class {k} adds "
        f"${scientific(term)}$. Cut this path. What does the gradient do?",
        answers,
        right,
        f"Without it, ${scientific(rest)}$ is left.",
    )

"""Passes of random networks as other programs make them: right ones in other orders of summation, and wrong ones."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from core.diagnosis import Diagnosis, Mistake, catalogue, diagnose, plant
from core.diagnosis.kinks import conventions
from core.diagnosis.masks import dropping
from core.diagnosis.order import arrays, one_pass, targets
from core.layers import Activate, Dense
from core.losses import LOSSES, SoftmaxCrossEntropy
from core.network import Network

NETWORKS = (
    "12-8-relu-8-relu-4",
    "9-7-sigmoid-7-tanh-5",
    "10-6-bn-relu-6-ln-gelu-4",
    "1x8x8-conv3x3x3-relu-maxpool2-conv4x3x3p1-bn-leaky-flatten-5",
    "1x9x9-conv2x3x3s2p1-elu-conv3x3x3p1-avgpool5-flatten-6-softplus-6-relu-3",
    "16-12-relu-dropout0.3-12-relu-dropout0.3-6",
    "8-5-sigmoid-3-sigmoid",
    "2x6x6-conv3x3x3-bn-relu-maxpool2-flatten-4",
    "40-30-relu-30-relu-10",
    "5-3",
)


class Case(NamedTuple):
    """A network of a random size of weights, and a batch."""

    rng: Any
    network: Network
    theta: Any
    x: Any
    labels: Any

    @property
    def y(self):
        return targets(self.network, self.labels, self.x.dtype)

    def arrays(self, network: Network | None = None) -> dict[str, Any]:
        """All that a pass leaves behind but x, in the precision of the case."""
        with np.errstate(all="ignore"):
            found = arrays(one_pass(network or self.network, self.theta, self.x, self.y))
        return {name: np.asarray(array) for name, array in found.items() if name != "x"}

    def diagnose(self, given) -> Diagnosis:
        return diagnose(self.network, self.theta, self.x, self.labels, given)


def case(seed: int, dtype=np.float64) -> Case:
    rng = np.random.default_rng(seed)
    losses = [SoftmaxCrossEntropy(), *LOSSES.values()]
    network = Network.from_text(NETWORKS[seed % len(NETWORKS)], losses[rng.integers(len(losses))])
    theta = (rng.standard_normal(network.size) * 10 ** rng.uniform(-1.3, 0.2)).astype(dtype)
    if rng.random() < 0.3:  # as after initialisation: then blank patches stand exactly on a kink
        for p in network.parameters:
            if p.letter == "b":
                theta[p.slice] = 0
    n = int(rng.integers(3, 40))
    inputs = network.input_shape[0]
    x = rng.random((n, inputs)) * (rng.random((n, inputs)) < rng.choice([1, 0.3]))
    return Case(rng, network, theta, x.astype(dtype), rng.integers(network.classes, size=n))


def another_right_one(case: Case) -> dict[str, Any]:
    """The arrays of the same pass by another program: examples in another order, sums term by term, or other choices
    at kinks; and only some of them."""
    simple = all(isinstance(layer, Dense | Activate) for layer in case.network.layers)
    way = case.rng.integers(3)
    if way == 0 and simple and type(case.network.loss) is SoftmaxCrossEntropy:
        found = term_by_term(case)
    elif way == 1 and not dropping(case.network):
        found = shuffled(case)
    else:
        trace = one_pass(case.network, case.theta, case.x, case.y)
        others = list(conventions(trace))
        found = case.arrays(others[case.rng.integers(len(others))] if others else None)
    return some(case.rng, found)


def some(rng, found: dict[str, Any]) -> dict[str, Any]:
    share = rng.choice([1.0, 0.6, 0.3])
    return {name: array for name, array in found.items() if rng.random() < share} or found


def shuffled(case: Case) -> dict[str, Any]:
    """The examples in another order, so that every sum over them is."""
    order = case.rng.permutation(len(case.x))
    found = case._replace(x=case.x[order], labels=case.labels[order]).arrays()
    wires = {"p", *case.network.wires, *(f"d{name}" for name in case.network.wires)}
    back = np.argsort(order)
    return {k: (v[back] if v.ndim == 2 else v[..., back]) if k in wires else v for k, v in found.items()}


def term_by_term(case: Case) -> dict[str, Any]:
    """A pass as a beginner writes it: each sum from its first term to its last, in the precision of the case."""

    def product(a, b):
        return np.cumsum(a[:, :, None] * b[None], axis=1, dtype=a.dtype)[:, -1]

    network, found, values = case.network, {}, [case.x]
    parameters = network.unpack(case.theta)
    for layer, own in zip(network.layers, parameters, strict=True):
        forward = product(values[-1], own[0]) + own[1] if own else layer.forward((), values[-1])
        values.append(forward)
    shifted = values[-1] - values[-1].max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total, n = np.cumsum(e, axis=1)[:, -1:], len(e)
    p = e / total
    found = dict(zip(network.wires[1:], values[1:], strict=True)) | {"p": p}
    found["loss"] = (np.log(total[:, 0]) - shifted[np.arange(n), case.labels]).mean()
    d = (p - case.y) / n
    found[f"d{network.wires[-1]}"] = d
    for k in reversed(range(len(network.layers))):
        names = [q.name for q in network.parameters if q.layer == k]
        if names:
            found[f"d{names[0]}"] = product(values[k].T, d)
            found[f"d{names[1]}"] = np.cumsum(d, axis=0)[-1]
            d = product(d, parameters[k][0].T)
        else:
            d = network.layers[k].input_gradient((), values[k], values[k + 1], d)
        found[f"d{network.wires[k]}"] = d
    return found


def accused(seeds, dtype) -> list[tuple[int, str]]:
    """The right passes that a diagnosis calls wrong: none, if it is right."""
    wrong = []
    for seed in seeds:
        one = case(seed, dtype)
        found = one.diagnose(another_right_one(one))
        if not found.agrees:
            wrong.append((seed, found.headline()))
    return wrong


def has_effect(right: dict[str, Any], wrong: dict[str, Any]) -> bool:
    """Whether a planted mistake changes a number at all: 1/N is 1 for one example."""
    return any(not np.allclose(right[name], wrong[name], rtol=1e-7, atol=1e-10, equal_nan=True) for name in wrong)


def planted(seed: int, most: int) -> Iterator[tuple[Case, Mistake, dict[str, Any]]]:
    """Some mistakes of the catalogue, each planted into a random network: what it gives."""
    one = case(seed)
    right, mistakes = one.arrays(), catalogue(one.network)
    for at in one.rng.permutation(len(mistakes))[:most]:
        wrong = one.arrays(plant(one.network, mistakes[at]))
        given = some(one.rng, wrong)
        given = given if has_effect(right, given) else wrong
        if has_effect(right, given):
            yield one, mistakes[at], given


def names_it(found: Diagnosis, kind: str) -> bool:
    """Whether a diagnosis names a kind, alone or as one that these arrays cannot tell apart."""
    return found.explained and any(m.kind == kind for trail in (found.mistakes, *found.others) for m in trail)

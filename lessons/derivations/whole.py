"""One weight followed through the whole network: every gradient on the way put into the next."""

import numpy as np
from sympy import Indexed

from core.network import Network, Trace
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.chain.equations import derive
from lessons.engine.forms.notation import name_of
from lessons.engine.proof.named_arrays import example
from lessons.engine.proof.theorem import Theorem
from lessons.engine.proof.witnesses import complex_step, difference
from lessons.exercises.restated import restated

LINES = (  # what is put in, and the names that are left
    ("", "x dz1"),
    ("dz1", "x z1 da1"),
    ("da1", "x z1 W2 dz2"),
    ("dz2", "x z1 W2 z2 da2"),
    ("da2", "x z1 W2 z2 W3 dz3"),
    ("dz3", "x z1 W2 z2 W3 p y"),
)


def one_weight(first: str = "relu", second: str = "relu") -> Theorem:
    """∂L/∂W⁽¹⁾ of one digit, written in what the forward pass leaves behind."""
    network = Network.from_text(f"6-5-{first}-4-{second}-3")
    lines = [(name, restated(network, "dW1", left)) for name, left in LINES]
    steps = tuple(Step(about.named_slopes) for name, about in lines)
    lhs = lines[0][1].lhs
    assert isinstance(lhs, Indexed)

    def witness():
        arrays = example(network, examples=1)
        forward = [e for e in derive(network) if e.direction == "forward"]
        numbers = lines[-1][1].numbers(arrays)
        at, slopes = complex_step(forward, dict(arrays), "W1", entries=30)
        return {
            "core": difference(lines[-1][1].result(arrays), _last(steps, numbers, lhs)),
            "complex step": difference(_last(steps, numbers, lhs)[at], slopes),
        }

    def numbers():
        arrays, about = example(network, examples=1), lines[-1][1]
        return {**about.numbers(arrays), name_of(lhs): about.result(arrays)}

    title, free = "One weight of the first layer, followed to the loss", lhs.indices
    return Theorem(lhs, steps, "one weight", title, witness, numbers=numbers, free=free)


def _last(steps, numbers, lhs):
    return np.asarray(evaluate(steps[-1].expr, numbers, lhs.indices))


def products(network: Network) -> tuple[int, int, int]:
    """Multiplications by weights for one digit: forward, back to every gradient, and nudging each weight in turn."""
    sizes = [p.shape for p in network.parameters if p.letter == "W"]
    forward = sum(into * out for into, out in sizes)
    back = forward + sum(into * out for into, out in sizes[1:])  # every dW, and da for every layer but the first
    return forward, back, (network.size + 1) * forward


def sizes_of_gradients(trace: Trace) -> list[tuple[str, int, float]]:
    """(wire, how many numbers, how large together) of what flows back, from the logits to the pixels."""
    wires = reversed(list(zip(trace.network.wires, trace.grads, strict=True)))
    return [(name, grad.size, float(np.linalg.norm(grad))) for name, grad in wires]

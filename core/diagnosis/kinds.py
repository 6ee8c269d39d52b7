"""What can go wrong with any gradient, and how a mistake in one equation is made of a wrong version of it.

A wrong version is a function of the right method, so it is derived from core's own line and never a second copy of it:

    wrong(right, layer, parameters, x, y, dy)        of a layer's gradients
    wrong(right, layer, parameters, x)               of its forward line
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from core.diagnosis.planting import Mistake, with_layers, with_methods
from core.network import Network

FORWARD, BACK, PARAMETERS = "forward", "input_gradient", "parameter_gradients"


class Wrong(NamedTuple):
    """One way to get an equation wrong."""

    kind: str
    words: str
    instead: Callable[..., Any]
    generic: bool = False


def examples(a) -> int:
    """How many examples an array on a wire holds: rows (N, …), images (C, H, W, N)."""
    return len(a) if a.ndim == 2 else a.shape[-1]


def only_last(a):
    """The last example alone."""
    return a[-1:] if a.ndim == 2 else a[..., -1:]


def square(a) -> bool:
    return a.ndim == 2 and a.shape[0] == a.shape[1]


MULTIPLES = (  # of what is right, by the number of examples N
    ("1/N missing", "it lacks the 1/N of the batch mean", lambda n: n),
    ("1/N twice", "the 1/N of the batch mean enters twice; it enters once, in the loss", lambda n: 1 / n),
    ("sign", "its sign is flipped", lambda n: -1),
    ("factor 2", "a factor 2 is too many", lambda n: 2),
    ("factor 1/2", "a factor 2 is missing", lambda n: 0.5),
    ("left out", "it is 0: it was never worked out, or never kept", lambda n: 0),
)


def multiples() -> Iterator[Wrong]:
    """Of a layer's gradient."""
    for kind, words, factor in MULTIPLES:

        def instead(right, layer, parameters, x, y, dy, factor=factor):
            return right(parameters, x, y, dy) * factor(examples(dy))

        yield Wrong(kind, words, instead, generic=True)


def at_layer(network: Network, k: int, method: str, wrong: Wrong, letter: str = "") -> Mistake:
    """A mistake in one equation of layer k: in `letter`, of those that a method of several makes."""
    output, instead = network.wires[k + 1], wrong.instead
    if method == BACK:
        output = f"d{network.wires[k]}"
    elif method == PARAMETERS:
        own = [p for p in network.parameters if p.layer == k]
        at = [p.letter for p in own].index(letter)
        output, instead = f"d{own[at].name}", _one_of(at, wrong.instead)

    def make(network: Network) -> Network:
        return with_layers(network, {k: with_methods(network.layers[k], **{method: instead})})

    return Mistake(wrong.kind, wrong.words, output, make, layer=k, generic=wrong.generic)


def _one_of(at, wrong):
    """The wrong version of one of several results."""

    def instead(right, layer, parameters, x, y, dy):
        found = list(right(parameters, x, y, dy))
        found[at] = wrong(lambda *given: right(*given)[at], layer, parameters, x, y, dy)
        return tuple(found)

    return instead


def everywhere(mistakes: list[Mistake]) -> Mistake:
    """The same mistake at all of these places: one line of a program that every layer runs through."""

    def make(network: Network) -> Network:
        for mistake in mistakes:
            network = mistake.make(network)
        return network

    first = mistakes[0]
    places = tuple(mistake.first for mistake in mistakes)
    return Mistake(first.kind, first.words, first.first, make, places=places, generic=first.generic)


def last_example(right, layer, parameters, x, y, dy):
    return right(parameters, only_last(x), only_last(y), only_last(dy))


def transposed(right, layer, parameters, x, y, dy):
    d = right(parameters, x, y, dy)
    return d.T if square(d) else d


def over_all(right, layer, parameters, x, y, dy):
    d = right(parameters, x, y, dy)
    return np.full_like(d, d.sum())


LAST = Wrong("last example only", "only the last example of the batch is in it: = where += belongs", last_example)

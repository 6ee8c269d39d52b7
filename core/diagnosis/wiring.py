"""What people get wrong between layers: another layer's numbers, weights of another moment, gradients never cleared.

Each is planted in a method of the network, which for that pass hands one layer something else.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.diagnosis.kinds import BACK, PARAMETERS
from core.diagnosis.planting import Mistake, with_layers, with_methods
from core.layers import Activate
from core.network import Network

ASKED_BY = {BACK: "wire_gradients", PARAMETERS: "gradient"}


def handed(network: Network, k: int, method: str, j: int) -> Network:
    """Layer k works out its gradients from what stands on wire j, and not on wire k."""

    def planted(right, network, theta, values, *rest):
        x, y = values[j], values[j + 1]

        def instead(right, layer, parameters, _x, _y, dy):
            return right(parameters, x, y, dy)

        other = with_layers(network, {k: with_methods(network.layers[k], **{method: instead})})
        return right.func(other, theta, values, *rest)  # the network's method before this mistake

    return with_methods(network, **{ASKED_BY[method]: planted})


def wires(network: Network) -> Iterator[Mistake]:
    """Numbers of another layer, where they have the same shape."""
    shapes, names = network.shapes, network.wires
    bent = [k for k, layer in enumerate(network.layers) if isinstance(layer, Activate)]
    for k in bent:
        for j in bent:
            if j != k and shapes[j] == shapes[k]:

                def make(network: Network, k=k, j=j) -> Network:
                    return handed(network, k, BACK, j)

                words = f"the slope is taken at {names[j]}, where it belongs at {names[k]}: the mask of the wrong layer"
                yield Mistake("mask of the wrong layer", words, f"d{names[k]}", make, layer=k)
    for p in network.parameters:
        if p.letter == "W":
            for j in range(len(network.layers)):
                if j != p.layer and shapes[j] == shapes[p.layer]:

                    def make(network: Network, k=p.layer, j=j) -> Network:
                        return handed(network, k, PARAMETERS, j)

                    words = f"it is made of {names[j]}, where {names[p.layer]} belongs"
                    yield Mistake("input of the wrong layer", words, f"d{p.name}", make, layer=p.layer)


def new_weights(network: Network, lr: float) -> Mistake:
    """Each layer is updated before its error is sent back, so the layers below hear of weights that are new."""
    weighty = [k for k, layer in enumerate(network.layers) if layer.parameter_shapes(network.shapes[k])]

    def instead(right, layer, parameters, x, y, dy):
        gradients = layer.parameter_gradients(parameters, x, y, dy)
        return right(tuple(p - lr * d for p, d in zip(parameters, gradients, strict=True)), x, y, dy)

    def make(network: Network) -> Network:
        return with_layers(network, {k: with_methods(network.layers[k], input_gradient=instead) for k in weighty})

    first = f"d{network.wires[weighty[-1]]}"
    words = f"the weights after this layer were updated before their error was sent back (learning rate {lr:.4g})"
    return Mistake("new weights for old", words, first, make)


def old_weights(network: Network, before) -> Mistake:
    """The error is sent back by weights of the step before, `before` laid out like θ."""
    weighty = [k for k, layer in enumerate(network.layers) if layer.parameter_shapes(network.shapes[k])]
    old = network.unpack(before)

    def make(network: Network) -> Network:
        return with_layers(
            network,
            {
                k: with_methods(
                    network.layers[k],
                    input_gradient=lambda right, layer, parameters, x, y, dy, k=k: right(old[k], x, y, dy),
                )
                for k in weighty
            },
        )

    words = "the error is sent back by the weights of the step before"
    return Mistake("old weights for new", words, f"d{network.wires[weighty[-1]]}", make)


def not_zeroed(network: Network, before) -> Mistake:
    """The gradients of the step before, laid out like θ, are still there, and these are added to them."""

    def gradient(right, network, theta, values, grads):
        return right(theta, values, grads) + before

    last = next(p for p in network.parameters if p.layer == network.parameters[-1].layer)
    words = "the gradients of the step before were not set to zero, and these are added to them"
    return Mistake("gradients not zeroed", words, f"d{last.name}", lambda n: with_methods(n, gradient=gradient))


def run_twice(network: Network) -> Mistake:
    """The pass was run twice on the same batch, and its gradients were added up."""

    def gradient(right, network, theta, values, grads):
        return 2 * right(theta, values, grads)

    last = next(p for p in network.parameters if p.layer == network.parameters[-1].layer)
    words = "all gradients of parameters are there twice: they were not set to zero before the pass was run again"
    return Mistake("gradients not zeroed", words, f"d{last.name}", lambda n: with_methods(n, gradient=gradient))


def penalised(network: Network, l2: float, letters: str = "W") -> Mistake:
    """The gradient of a penalty on large weights is in it."""

    def gradient(right, network, theta, values, grads):
        found = right(theta, values, grads)
        for p in network.parameters:
            if p.letter in letters:
                found[p.slice] += l2 * theta[p.slice]
        return found

    who = [p for p in network.parameters if p.letter in letters]
    last = next(p for p in who if p.layer == who[-1].layer)
    also = " and b" if "b" in letters else ""
    words = f"{l2:.4g} times W{also} is added: an L2 penalty, or weight decay, that this loss does not have"
    return Mistake("penalty added", words, f"d{last.name}", lambda n: with_methods(n, gradient=gradient))


def times(network: Network, first: str, c: float) -> Mistake | None:
    """One gradient is c times what it should be, whatever c may be."""
    names = {f"d{name}": k for k, name in enumerate(network.wires)}
    words = f"something multiplies it by {c:.4g}"
    if first == f"d{network.wires[-1]}":

        def loss(n: Network) -> Network:
            wrong = with_methods(n.loss, gradient=lambda right, loss, p, y: right(p, y) * c)
            return replace(n, loss=wrong)

        return Mistake("another factor", words, first, loss, generic=True)
    if first in names:
        k = names[first]

        def back(n: Network) -> Network:
            return with_layers(
                n, {k: with_methods(n.layers[k], input_gradient=lambda right, layer, *given: right(*given) * c)}
            )

        return Mistake("another factor", words, first, back, generic=True)
    for p in network.parameters:
        if first == f"d{p.name}":

            def gradient(right, network, theta, values, grads, p=p):
                found = right(theta, values, grads)
                found[p.slice] *= c
                return found

            return Mistake("another factor", words, first, lambda n: with_methods(n, gradient=gradient), generic=True)
    return None

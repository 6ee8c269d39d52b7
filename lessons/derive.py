"""A network in, its equations out: forward as defined, backward as derived, with every step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sympy import Expr, Idx, Indexed, Integer, Symbol

from core.layers import Activate
from core.network import Network
from lessons.backward import Gradient, Step, gradients
from lessons.indices import size_of
from lessons.notation import display, name_of
from lessons.printing import aligned, latex
from lessons.source import Source, activation_row, statement
from lessons.tree import bound, tree
from lessons.twins import Twin, twin


@dataclass(frozen=True)
class Equation:
    """One equation of a network: what it says, why, and where core computes it."""

    name: str  # in core: "z1", "dW1"
    direction: str  # "forward" or "backward"
    layer: int | None  # position in network.layers; None for softmax and loss
    lhs: Expr
    steps: tuple[Step, ...]
    computed: tuple[Callable, str]  # the function of core, and the name it gives the result
    activation: str | None = None  # the row of core's table, if the layer is one

    @property
    def rhs(self) -> Expr:
        return self.steps[-1].expr

    @property
    def indices(self) -> tuple[Idx, ...]:
        """The free indices, one for each axis of the array on the left."""
        return self.lhs.indices if isinstance(self.lhs, Indexed) else ()

    @property
    def shape(self) -> tuple:
        return tuple(int(s) if s.is_Integer else s for s in map(size_of, self.indices))

    @cached_property
    def source(self) -> tuple[Source, ...]:
        lines = (statement(*self.computed),)
        return (*lines, activation_row(self.activation)) if self.activation else lines

    def latex(self) -> str:
        """The equation in one line."""
        return f"{latex(self.lhs)} = {latex(self.rhs)}"

    def derivation(self) -> str:
        """All its steps, one under the other, each with its reason."""
        return aligned(self.lhs, self.steps)

    def tree(self) -> dict:
        """The equation as plain data; see `lessons.tree`."""
        names = {name_of(q) for q in self.rhs.atoms(Indexed)} | {self.name}
        return {
            "name": self.name,
            "direction": self.direction,
            "layer": self.layer,
            "lhs": tree(self.lhs),
            "rhs": tree(self.rhs),
            "indices": [{"index": str(i.label), "low": bound(i.lower), "high": bound(i.upper)} for i in self.indices],
            "names": {name: display(name) for name in sorted(names)},
        }


@lru_cache(maxsize=64)
def derive(network: Network) -> tuple[Equation, ...]:
    """The forward equations of `network` in order, then the backward ones in the order in which core computes them."""
    forward: list[Equation] = []
    backward: list[Equation] = []
    for k, layer in enumerate(network.layers):
        own, kind = twin(layer), type(layer)
        put = _names(own, network, k)
        row = layer.activation if isinstance(layer, Activate) else None
        for d in own.definitions:
            forward.append(_equation(put, k, d.lhs, (Step(d.rhs, "definition"),), (kind.forward, name_of(d.lhs)), row))
        found = {name_of(g.lhs): g for g in _gradients(own)}
        computed = []
        for q in own.parameters:
            computed.append((found[f"d{name_of(q)}"], kind.parameter_gradients))
        computed.append((found[f"d{name_of(own.input)}"], kind.input_gradient))
        backward[:0] = [_equation(put, k, g.lhs, g.steps, (function, name_of(g.lhs)), row) for g, function in computed]

    own, kind = twin(network.loss), type(network.loss)
    put = _names(own, network, None)
    functions = dict(zip(("p", "L"), (kind.output, kind.value), strict=True))
    for d in own.definitions:
        forward.append(_equation(put, None, d.lhs, (Step(d.rhs, "definition"),), (functions[name_of(d.lhs)], name_of(d.lhs))))
    last = _gradients(own)[-1]
    first = _equation(put, None, last.lhs, last.steps, (kind.gradient, name_of(last.lhs)))
    return (*forward, first, *backward)


@lru_cache
def _gradients(own: Twin) -> tuple[Gradient, ...]:
    """Derived once for each kind of layer, under generic names and sizes."""
    return gradients(own)


def _names(own: Twin, network: Network, k: int | None) -> dict:
    """The network's names and sizes for the generic ones of the twin of layer k, or of the loss."""
    if k is None:
        put = _sizes(own.input, network.shapes[-1])
        return put | _renamed({name_of(own.input): network.wires[-1]})
    layer = network.layers[k]
    shapes = layer.parameter_shapes(network.shapes[k])
    put = _sizes(own.input, network.shapes[k]) | _sizes(own.output, network.shapes[k + 1])
    names = {name_of(own.input): network.wires[k], name_of(own.output): network.wires[k + 1]}
    for q in own.parameters:
        put |= _sizes(q, shapes[name_of(q)])
        names[name_of(q)] = f"{name_of(q)}{network.numbers[k]}"
    for d in own.definitions[:-1]:
        names[name_of(d.lhs)] = f"{name_of(d.lhs)}{network.numbers[k]}"
    return put | _renamed(names)


def _sizes(q: Indexed, shape) -> dict:
    """The sizes of an array of this shape for the symbols that stand for them."""
    found = {}
    for i, number in zip(q.indices[-len(shape) :], shape, strict=True):
        if isinstance(size_of(i), Symbol):
            found[size_of(i)] = Integer(number)
    return found


def _renamed(names: dict) -> dict:
    return {Symbol(before + old): Symbol(before + new) for old, new in names.items() for before in ("", "d")}


def _equation(put, layer, lhs, steps, computed, activation=None):
    lhs = lhs.xreplace(put)
    steps = tuple(Step(step.expr.xreplace(put), step.why) for step in steps)
    direction = "backward" if name_of(lhs).startswith("d") else "forward"
    return Equation(name_of(lhs), direction, layer, lhs, steps, computed, activation)

"""A network in, its equations out: forward as defined, backward as derived, with every step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from sympy import Expr, Indexed, Integer, Rational, Symbol

from core.layers import Activate
from core.network import Network
from lessons.engine.algebra.indices import size_of
from lessons.engine.chain.backward import gradients
from lessons.engine.chain.derivation import Derivation, Step
from lessons.engine.forms.arrays import array_form
from lessons.engine.forms.notation import display, name_of
from lessons.engine.forms.numpy_line import numpy_line
from lessons.engine.forms.source import Source, activation_row, statement
from lessons.engine.forms.tree import bound, tree
from lessons.engine.twins.definitions import Definition, N, Twin
from lessons.engine.twins.layers import twin


@dataclass(frozen=True)
class Equation(Derivation):
    """One equation of a network: what it says, why, and where core computes it."""

    name: str  # in core: "z1", "dW1"
    direction: str  # "forward" or "backward"
    layer: int | None  # position in network.layers; None for softmax and loss
    computed: tuple[Callable, str]  # the function of core, and the name it gives the result
    activation: str | None = None  # the row of core's table, if the layer is one
    inner: bool = False  # is it worked out inside a layer, and on no wire?

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the derivation takes for granted, in words."""
        return tuple(step.assumption for step in self.steps if step.assumption)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names of the arrays that it is worked out from."""
        return frozenset(name_of(q) for q in self.rhs.atoms(Indexed))

    @property
    def shape(self) -> tuple:
        return tuple(int(s) if s.is_Integer else s for s in map(size_of, self.indices))

    @cached_property
    def source(self) -> tuple[Source, ...]:
        lines = (statement(*self.computed),)
        return (*lines, activation_row(self.activation)) if self.activation else lines

    @cached_property
    def matrix(self) -> Expr | None:
        """The equation without indices, as rows and columns; None where there is no such form."""
        return array_form(self.rhs, self.indices)

    @cached_property
    def numpy(self) -> str | None:
        """The array form as a line of NumPy."""
        return None if self.matrix is None else numpy_line(self.name, self.matrix)

    def tree(self) -> dict:
        """The equation as plain data; see `lessons.engine.forms.tree`."""
        names = self.reads | {self.name}
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
    for k in range(len(network.layers)):
        there, back = _layer(network, k)
        forward += there
        backward[:0] = back
    loss_forward, first = _loss(network)
    return (*forward, *loss_forward, first, *backward)


def _layer(network: Network, k: int) -> tuple[list[Equation], list[Equation]]:
    layer: Any = network.layers[k]
    own, kind, put = twin_of(network, k), type(layer), _names(network, k)
    row = layer.activation if isinstance(layer, Activate) else None
    found = {name_of(g.lhs): g for g in _gradients(own)}
    computed = [(found[f"d{name_of(q)}"], (kind.parameter_gradients, f"d{name_of(q)}")) for q in own.parameters]
    at_input = f"d{name_of(own.input)}"
    line = kind.input_gradient, own.gradient_line or at_input  # core takes all paths through a layer in one line
    within = {f"d{name_of(d.lhs)}" for d in own.definitions[:-1]}
    computed += [(found[name], line) for name in (*(name for name in found if name in within), at_input)]
    forward = []
    for d in own.definitions:
        method, name = d.line or ("forward", name_of(d.lhs))
        found_there = _equation(put, k, d.lhs, _defined(d), (getattr(kind, method), name), row)
        forward.append(replace(found_there, inner=d.lhs != own.output))
    return forward, [
        replace(_equation(put, k, g.lhs, g.steps, line, row), inner=name_of(g.lhs) in within) for g, line in computed
    ]


def _loss(network: Network) -> tuple[list[Equation], Equation]:
    loss: Any = network.loss
    own, kind = twin(loss), type(loss)
    put = _sizes(own.input, network.shapes[-1]) | _renamed({name_of(own.input): network.wires[-1]})
    p, value = own.definitions
    last = _gradients(own)[-1]
    method, name = p.line or ("output", "p")
    return [
        _equation(put, None, p.lhs, _defined(p), (getattr(kind, method), name)),
        _equation(put, None, value.lhs, _defined(value), (kind.value, "L")),
    ], _equation(put, None, last.lhs, last.steps, (kind.gradient, "dz"))


@lru_cache
def _gradients(own: Twin) -> tuple[Derivation, ...]:
    """Derived once for each kind of layer, under generic names and sizes."""
    return gradients(own)


def _defined(d: Definition) -> tuple[Step, ...]:
    return (Step(d.rhs),)


def twin_of(network: Network, k: int) -> Twin:
    """The twin of layer k, for what arrives there: rows or images."""
    return twin(network.layers[k], network.shapes[k])


def inner_names(network: Network, k: int) -> dict[str, str]:
    """The names in this network of what layer k decides or works out inside, by their generic names."""
    own = twin_of(network, k)
    suffix = network.wires[k + 1].removeprefix(name_of(own.output))
    inner = [*own.given, *(name_of(d.lhs) for d in own.definitions[:-1])]
    return {name: f"{name}{suffix}" for name in inner}


def _names(network: Network, k: int) -> dict:
    """The network's names, sizes and numbers for the generic ones of the twin of layer k."""
    layer: Any = network.layers[k]
    own = twin_of(network, k)
    put = _sizes(own.input, network.shapes[k]) | _sizes(own.output, network.shapes[k + 1])
    put |= {symbol: Rational(str(getattr(layer, field))) for symbol, field in own.numbers.items()}
    names = inner_names(network, k) | {name_of(own.input): network.wires[k], name_of(own.output): network.wires[k + 1]}
    for q, parameter in zip(own.parameters, (p for p in network.parameters if p.layer == k), strict=True):
        put |= _sizes(q, parameter.shape)
        names[name_of(q)] = parameter.name
    return put | _renamed(names)


def _sizes(q: Indexed, shape) -> dict:
    """The sizes of an array of this shape, which leaves the examples out, for the symbols that stand for them."""
    sizes = [size_of(i) for i in q.indices if size_of(i) != N]
    return {symbol: Integer(number) for symbol, number in zip(sizes, shape, strict=True) if isinstance(symbol, Symbol)}


def _renamed(names: dict) -> dict:
    return {Symbol(before + old): Symbol(before + new) for old, new in names.items() for before in ("", "d")}


def _equation(put, layer, lhs, steps, computed, activation=None):
    lhs = lhs.xreplace(put)
    steps = tuple(replace(step, expr=step.expr.xreplace(put)) for step in steps)
    direction = "backward" if name_of(lhs).startswith("d") else "forward"
    return Equation(lhs, steps, name_of(lhs), direction, layer, computed, activation)

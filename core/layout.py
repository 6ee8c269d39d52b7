"""How a chain of layers is laid out: where in θ each parameter array lives, and what each array is called."""

from math import prod
from typing import NamedTuple


class Parameter(NamedTuple):
    """Where one parameter array lives in θ, and in every vector laid out like θ."""

    layer: int  # position in the chain, from 0
    name: str  # "W1": the letter and the number of the layer
    shape: tuple[int, ...]
    start: int
    stop: int
    letter: str  # "W"

    @property
    def slice(self) -> slice:
        return slice(self.start, self.stop)

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return self.stop - self.start

    def of(self, vector):
        """This array in θ, in its gradient or in a step, as a view."""
        return vector[self.start : self.stop].reshape(self.shape)


def numbered(layers, shapes) -> tuple[int, ...]:
    """The number of each layer, from 1: layers without weights share the number before them."""
    numbers, n = [], 0
    for layer, shape in zip(layers, shapes, strict=False):
        n += "W" in layer.parameter_shapes(shape)
        numbers.append(n)
    return tuple(numbers)


def wire_names(layers, numbers) -> tuple[str, ...]:
    """What flows along each wire: x, z1, a1, z2 …, with a prime where the name was taken."""
    names = ["x"]
    for layer, n in zip(layers, numbers, strict=True):
        names.append(_unused(f"{layer.symbol}{n}", names))
    return tuple(names)


def laid_out(layers, shapes, numbers) -> tuple[Parameter, ...]:
    """The parameters of all layers, one after the other."""
    found: list[Parameter] = []
    start = 0
    for k, (layer, shape, n) in enumerate(zip(layers, shapes, numbers, strict=False)):
        for letter, size in layer.parameter_shapes(shape).items():
            name = _unused(f"{letter}{n}", [p.name for p in found])
            found.append(Parameter(k, name, size, start, start + prod(size), letter))
            start += prod(size)
    return tuple(found)


def _unused(name: str, taken) -> str:
    while name in taken:
        name += "′"
    return name

"""What a symbolic twin is made of: forward equations and what a derivation may use of them.

Letters are generic here (x in, z or a out); `lessons.engine.chain.equations` puts in the names and sizes of a network.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Expr, Indexed, IndexedBase, Symbol

from lessons.engine.algebra.indices import index


@dataclass(frozen=True)
class Definition:
    """A forward equation: lhs = rhs."""

    lhs: Expr
    rhs: Expr
    line: tuple[str, str] | None = None  # the method of core that computes it and its name there, if not `forward`


@dataclass(frozen=True)
class Fact:
    """An identity that a derivation may use."""

    old: Expr
    new: Expr
    assumption: str = ""  # what it takes for granted of the data, in words


@dataclass(frozen=True)
class Rule:
    """An exact rewriting by the definition of `name`, used once that quantity has been differentiated."""

    name: str
    rewrite: Callable[[Expr], Expr]
    assumption: str = ""  # what it takes for granted, in words


@dataclass(frozen=True, eq=False)
class Twin:
    """A piece of a network: forward equations from its input to its output, the last one."""

    definitions: tuple[Definition, ...]
    input: Indexed
    parameters: tuple[Indexed, ...] = ()
    rules: tuple[Rule, ...] = ()
    facts: tuple[Fact, ...] = ()
    inserted: tuple[str, ...] = ()  # inner quantities whose gradient is put in, not named
    given: Mapping[str, Callable[[Any, Any], Any]] = field(default_factory=dict)  # arrays that (layer, x) decides
    gradient_line: str = ""  # the name that core gives the gradient of the input, if it is not this one's
    numbers: Mapping[Symbol, str] = field(default_factory=dict)  # symbols for fields of the layer

    @property
    def output(self) -> Expr:
        return self.definitions[-1].lhs


def size(letter: str) -> Symbol:
    return Symbol(letter, integer=True, positive=True)


N, D, H, K = map(size, "NDHK")
n, i, j, k, m = index("n", N), index("i", D), index("j", H), index("k", K), index("m", K)
x, z, a, p, y, W, b = map(IndexedBase, ("x", "z", "a", "p", "y", "W", "b"))
L = Symbol("L")

C, HEIGHT, WIDTH = size("C"), size("height"), size("width")
c, h, w = index("c", C), index("h", HEIGHT), index("w", WIDTH)


def entry(rank: int) -> tuple:
    """The indices of one number on a wire: of a row, or of an image."""
    return (n, j) if rank == 1 else (c, h, w, n)

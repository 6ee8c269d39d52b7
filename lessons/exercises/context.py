"""What an exercise is asked about: somebody's network, digit and seed; and what it answers with."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Protocol
from zlib import crc32

import numpy as np

from core.network import Network, Trace
from lessons.engine.proof.named_arrays import arrays_of


class CannotAsk(Exception):
    """This exercise has no question about this network. The message is a sentence for a person."""


@dataclass(frozen=True, eq=False)
class Context:
    """The student's own network, digits and seed. The first digit is the one on show."""

    network: Network
    theta: Any  # (P,) float64
    images: Any  # (N, 784) float64
    labels: Any  # (N,)
    seed: int = 0

    def trace(self, examples: int = 1) -> Trace:
        """The pass of the first few digits as one mini-batch; of the digit on show alone."""
        x = self.images[:examples].reshape(-1, *self.network.input_shape)
        return self.network.trace(self.theta, x, self.labels[:examples])

    def arrays(self, examples: int = 1) -> dict:
        """Every array of that pass, by its name in core."""
        return _arrays(self, examples)

    @property
    def label(self) -> int:
        return int(self.labels[0])

    def name(self, name: str) -> str:
        """A name of core such as "dW2", in this network: of its last layer where it has no such layer."""
        stem = name.rstrip("0123456789")
        known = self.arrays(1)
        for layer in range(int(name[len(stem) :] or 0), 0, -1):
            if f"{stem}{layer}" in known:
                return f"{stem}{layer}"
        if stem in known:
            return stem
        raise CannotAsk(
            f"Your network, {self.network}, has no layer that this exercise could ask about. Choose one with a hidden "
            "layer."
        )

    def draw(self, *about) -> np.random.Generator:
        """Chance that depends on the digit, the network, the seed and what is asked, and on nothing else."""
        asked = repr((str(self.network), self.label, about)).encode()
        return np.random.default_rng([self.seed, crc32(asked), crc32(np.ascontiguousarray(self.images[0]).tobytes())])


@lru_cache(maxsize=16)
def _arrays(context: Context, examples: int) -> dict:
    """Several exercises ask for the arrays of one pass, which are worked out once."""
    return arrays_of(context.trace(examples))


@dataclass(frozen=True)
class Verdict:
    """Is the answer right, and what the person who gave it should hear."""

    right: bool
    message: str
    read: bool = True  # and not refused, because it is no number or no formula


class Exercise(Protocol):
    """The questions that every exercise answers. Texts are Markdown with $…$ mathematics."""

    asks: ClassVar[str]  # what it wants: "formula", "number", "choice" or "line"
    varies: ClassVar[bool]  # is there another one like it, with another seed?

    def prompt(self, context: Context) -> str: ...

    def options(self, context: Context) -> tuple[str, ...]:
        """What to choose from; an answer is a position in it. Empty where one types."""
        ...

    def judge(self, answer: Any, context: Context) -> Verdict: ...

    def solution(self, context: Context) -> str: ...

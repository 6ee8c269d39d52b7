"""The digit and the network that lessons work their numbers out on."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from core.config import Config
from core.datasets import Digits, Split
from core.datasets.digits import split
from core.datasets.mnist import read_bytes
from core.network import Network, Trace
from core.training import Run, train
from lessons.engine.chain.equations import Equation, derive
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.witnesses import Proof, prove_equation
from lessons.exercises import Context
from lessons.page.blocks import Arrays, Code, Formula
from lessons.page.counted import one

BATCH = 8  # digits
LEARNT_FROM = 2_000  # digits: enough to be right most of the time, few enough to be quick
CONFIG = Config(network="784-16-relu-16-relu-10", epochs=3, batch_size=32, validation=0, seed=3)


@dataclass(frozen=True, eq=False)
class Example:
    """One digit's pass through one network, forward and backward, in float64.

    Lessons count on a network like 784-16-relu-16-relu-10: two hidden layers, of any size, and ten classes.
    """

    trace: Trace
    index: int  # which of the test digits it is
    images: Any  # (BATCH, 784): this digit and those after it, for where a mini-batch is needed
    labels: Any  # (BATCH,)
    config: Config | None = None  # how the network was trained, where that is known
    untrained: bool = False  # are its weights as they were drawn?
    everybody: Any = None  # a Split: all the digits that are kept to judge by, where a walk speaks of them

    @classmethod
    def of(cls, network: Network, theta, images, labels, index: int, together: int = 1) -> "Example":
        """The test digit `index` of these images and labels, alone or with those after it as a mini-batch."""
        few = np.arange(index, index + max(BATCH, together)) % len(images)
        x, label = images[few].astype(np.float64), labels[few]
        trace = network.trace(theta.astype(np.float64), x[:together], label[:together])
        return cls(trace, index, x, label, everybody=Split(images, labels))

    def through(self, trace: Trace) -> "Example":
        """The same digit on its way through another network."""
        return replace(self, trace=trace, config=None)

    @property
    def network(self) -> Network:
        return self.trace.network

    @property
    def pixels(self):
        return self.trace.values[0].reshape(28, 28)

    @property
    def label(self) -> int:
        return int(self.trace.y[0].argmax())

    @property
    def guess(self) -> int:
        return int(self.trace.p[0].argmax())

    @property
    def named(self) -> str:
        """What it is, in words: an 8."""
        return one(self.label)

    @property
    def taken_for(self) -> str:
        return one(self.guess)

    @cached_property
    def context(self) -> Context:
        """What exercises are asked about."""
        return Context(self.network, self.trace.theta, self.images, self.labels)

    @cached_property
    def arrays(self) -> dict[str, Any]:
        """Every array of the pass under its name in core."""
        return arrays_of(self.trace)

    @cached_property
    def equations(self) -> dict[str, Equation]:
        return {e.name: e for e in derive(self.network)}

    def proof(self, name: str) -> Proof:
        """An equation of this network compared on the numbers of this very digit."""
        return _proof(self, name)

    def equation(self, name: str) -> Formula:
        """An equation of this network by its name in core: its definition, or its derivation."""
        equation = self.equations[name]
        return Formula(equation.lhs, equation.steps, self.proof(name))

    def rows_and_columns(self, name: str) -> Arrays:
        """The same equation of whole arrays, with its line of NumPy."""
        equation = self.equations[name]
        assert equation.matrix is not None
        assert equation.numpy is not None
        return Arrays(name, equation.matrix, equation.numpy, self.proof(name))

    def code(self, name: str) -> Code:
        """The lines of core that compute it."""
        return Code(self.equations[name].source)


@lru_cache(maxsize=512)
def _proof(digit: Example, name: str) -> Proof:
    """A lesson shows some equations in several forms, and each is proved once."""
    forward = [e for e in digit.equations.values() if e.direction == "forward"]
    return prove_equation(digit.equations[name], forward, dict(digit.arrays), "this digit")


_handed: ContextVar[Example | None] = ContextVar("handed", default=None)


@contextmanager
def on(digit: Example | None) -> Iterator[None]:
    """Work out on `digit` what is read inside; on the default one if there is none."""
    token = _handed.set(digit)
    try:
        yield
    finally:
        _handed.reset(token)


def this_digit() -> Example:
    """The example that was handed to the lesson, or else the default one."""
    return _handed.get() or misread()


@lru_cache(maxsize=1)
def misread() -> Example:
    """The first test digit that a small network, trained for a moment, reads as something else."""
    images, labels = read_bytes("train")
    few = split(images[:LEARNT_FROM], labels[:LEARNT_FROM], np.float32)
    none = split(images[:0], labels[:0], np.float32)
    run = Run.start(CONFIG)
    for _ in train(run, Digits(few, none, none)):
        pass
    test_images, test_labels = read_bytes("t10k")
    test = split(test_images[:200], test_labels[:200], np.float64)
    network = CONFIG.build_network()
    guesses = network.predict(run.theta.astype(np.float64), test.images).argmax(axis=1)
    (wrong, *_) = np.flatnonzero(guesses != test.labels)
    return Example.of(network, run.theta, test.images, test.labels, int(wrong))

"""The digit and the small network that a lesson works its numbers out on."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from core.config import Config
from core.datasets import Digits, Split, load_mnist
from core.network import Network, Trace
from core.training import Run, train
from lessons.derive import derive
from lessons.proof import arrays_of, prove_equation
from lessons.reader import Formula, proved

LEARNT_FROM = 2_000  # digits: enough to be right most of the time, few enough to be quick
CONFIG = Config(network="784-16-relu-16-relu-10", epochs=3, batch_size=32, validation=0, seed=3)


@dataclass(frozen=True)
class Example:
    """One digit's pass through one network, forward and backward, in float64."""

    trace: Trace

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

    @cached_property
    def arrays(self) -> dict[str, Any]:
        """Every array of the pass under its name in core."""
        return arrays_of(self.trace)

    def equation(self, name: str) -> Formula:
        """An equation of this network, proved on the numbers of this very digit."""
        equations = derive(self.network)
        forward = [e for e in equations if e.direction == "forward"]
        (equation,) = (e for e in equations if e.name == name)
        return proved(equation, prove_equation(equation, forward, self.arrays, "this digit"))


@lru_cache(maxsize=1)
def misread() -> Example:
    """The first test digit that a small network, trained for a moment, reads as something else."""
    digits = load_mnist(validation=0)
    few = Split(digits.train.images[:LEARNT_FROM], digits.train.labels[:LEARNT_FROM])
    run = Run.start(CONFIG)
    for _ in train(run, Digits(few, digits.validation, digits.test)):
        pass
    network, theta = CONFIG.build_network(), run.theta.astype(np.float64)
    guesses = network.predict(theta, digits.test.images[:200]).argmax(axis=1)
    (wrong, *_) = np.flatnonzero(guesses != digits.test.labels[:200])
    images, labels = digits.test.images[wrong : wrong + 1].astype(np.float64), digits.test.labels[wrong : wrong + 1]
    return Example(network.trace(theta, images, labels))

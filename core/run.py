"""A run is all the state of training; what happens to it on the way is a step, the end of an epoch, or its end."""

from dataclasses import dataclass, replace
from math import inf
from typing import Any

import numpy as np

from core.config import Config
from core.initializers import initialize
from core.metrics import Evaluation, Measures
from core.network import Network


@dataclass
class Run:
    """All the state of training. Copy it, save it, go on from it: the rest follows, bit for bit."""

    config: Config
    theta: Any  # (P,) float
    memory: tuple  # the optimizer's, vectors like θ
    step: int = 0  # steps taken
    statistics: tuple = ()  # running mean and variance, (2, F), of each batch normalisation
    judged: int = 0  # epochs whose end has been announced
    best_loss: float = inf  # the lowest validation loss so far
    stale: int = 0  # epochs since then

    @classmethod
    def start(cls, config: Config, dtype=None, theta=None) -> "Run":
        """A run at its start: from its configuration, or with a precision or a θ of your own."""
        network, dtype = config.build_network(), dtype or config.precision
        if theta is None:
            theta = initialize(network, config.build_initializer(), config.seed, dtype, config.draws_before)
        else:
            theta = np.array(theta)
        if theta.shape != (network.size,):
            raise ValueError(f"θ has shape {theta.shape}; this network has {network.size:,} parameters.")
        memory = config.build_optimizer().start(theta)
        statistics = tuple(np.stack([np.zeros(size), np.ones(size)]).astype(theta.dtype) for size in network.normalised)
        return cls(config, theta, memory, 0, statistics)

    def copy(self) -> "Run":
        memory, statistics = (tuple(a.copy() for a in arrays) for arrays in (self.memory, self.statistics))
        return replace(self, theta=self.theta.copy(), memory=memory, statistics=statistics)

    @property
    def network(self) -> Network:
        """The network that this run has made, as it is used: see `Network.in_use`."""
        return self.config.build_network().in_use(self.statistics)

    def finished(self, n: int) -> bool:
        """Whether it has taken all its steps on n examples, or has stopped by itself on a plateau."""
        epochs, patience = self.config.epochs, self.config.patience
        on_plateau = 0 < patience <= self.stale
        return on_plateau or (self.step >= epochs * steps_per_epoch(self.config, n) and self.judged >= epochs)


def steps_per_epoch(config: Config, n: int) -> int:
    return -(-n // config.batch_size)


@dataclass(frozen=True)
class Step(Measures):
    """What is known right after a step: the loss on its batch, before the step, and now and then the rest."""

    step: int  # from 1
    loss: float  # of the digits alone, without penalties
    lr: float


@dataclass(frozen=True)
class Epoch:
    """The end of an epoch, or of training: every training digit was seen once more."""

    step: int
    epoch: int  # from 1
    validation_loss: float  # NaN where no digits are held back, or where it is not this epoch's turn
    validation_accuracy: float  # a share, 0 to 1
    theta: Any  # a copy
    statistics: tuple = ()  # a copy
    training: Evaluation | None = None  # of the digits to learn from, where these are to be read as well
    test: Evaluation | None = None  # to look at; whoever chooses settings by it has no test digits any more
    penalty: float = 0.0  # what θ costs beside the loss, then


@dataclass(frozen=True)
class Diverged:
    """The loss is no longer a finite number; nothing after this step means anything."""

    step: int
    loss: float

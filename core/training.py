"""Training: the same few lines again and again, and everything they change is in the run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf, isfinite, nan
from typing import Any

import numpy as np

from core.augmentation import AUGMENTATIONS, rows
from core.config import Config
from core.initializers import initialize
from core.losses import one_hot, smooth
from core.measures import measure, nothing
from core.metrics import evaluate
from core.network import Network
from core.optimizers import Optimizer, clip, flush_subnormals, steps
from core.regularizers import MaxNorm, Penalty
from core.schedules import SCHEDULES

MEASURE_EVERY = 50  # steps: it takes about half a step's time
FLUSH_EVERY = 100  # steps
REMEMBER = 0.9  # the share of a running mean or variance that stays at each step


@dataclass
class Run:
    """All the state of training. Copy it, save it, go on from it: the rest follows, bit for bit."""

    config: Config
    theta: Any  # (P,) float
    memory: tuple  # the optimizer's, vectors like θ
    step: int = 0  # steps taken
    statistics: tuple = ()  # running mean and variance, (2, F), of each batch normalisation
    judged: int = 0  # epochs whose end was told
    best_loss: float = inf  # the lowest validation loss so far
    stale: int = 0  # epochs since then

    @classmethod
    def start(cls, config: Config, dtype=np.float32, theta=None) -> "Run":
        """A run at its start: from its configuration, or from a θ of your own."""
        network = config.build_network()
        theta = initialize(network, config.initializer, config.seed, dtype) if theta is None else np.array(theta)
        if theta.shape != (network.size,):
            raise ValueError(f"θ has shape {theta.shape}; this network has {network.size:,} parameters.")
        memory = tuple(np.zeros_like(theta) for _ in range(config.build_optimizer().memories))
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
        on_plateau = 0 < self.config.patience <= self.stale
        at_the_end = (
            self.step >= self.config.epochs * steps_per_epoch(self.config, n) and self.judged >= self.config.epochs
        )
        return on_plateau or at_the_end


@dataclass(frozen=True)
class Step:
    """What is known right after a step: the loss on its batch, before the step."""

    step: int  # from 1
    loss: float  # of the digits alone, without penalties
    lr: float
    accuracy: float = nan  # of the batch, and NaN like the following between the steps that are measured
    gradient_norm: tuple = ()  # of W of each numbered layer
    update_ratio: tuple = ()  # ‖ΔW‖ / ‖W‖ of each numbered layer
    dead: tuple = ()  # of each activation, the share of units that are 0 for every digit of the batch


@dataclass(frozen=True)
class Epoch:
    """The end of an epoch, or of training: every training digit was seen once more."""

    step: int
    epoch: int  # from 1
    validation_loss: float  # NaN where no digits are held back, or where it is not this epoch's turn
    validation_accuracy: float  # a share, 0 to 1
    theta: Any  # a copy
    statistics: tuple = ()  # a copy


@dataclass(frozen=True)
class Diverged:
    """The loss is no longer a finite number; nothing after this step means anything."""

    step: int
    loss: float


def order(seed: int, epoch: int, n: int):
    """The order in which epoch `epoch` (from 0) visits n examples."""
    return np.random.default_rng((seed, 1, epoch)).permutation(n)


def steps_per_epoch(config: Config, n: int) -> int:
    return -(-n // config.batch_size)


def train(run: Run, digits, order: Callable[[int, int, int], Any] = order) -> Iterator[Step | Epoch | Diverged]:
    """Train until the configured epochs are done; yields an event after every step and epoch.

    `digits` has `train` and `validation`, each with images (N, 784) in θ's dtype and labels (N,).
    `order` says in which order epoch e visits them; another one replays somebody else's run.
    The generator holds no state of its own: stop it anywhere, and `train(run, digits)` goes on.
    """
    config, plain = run.config, run.config.build_network()
    optimizer, schedule = config.build_optimizer(), SCHEDULES[config.schedule]
    penalty = Penalty(config.l1, config.l2, config.penalised)
    images, labels = AUGMENTATIONS[config.augmentation](digits.train.images), digits.train.labels
    targets = smooth(one_hot(labels, plain.classes, run.theta.dtype), run.theta.dtype.type(config.label_smoothing))
    lowest = 1 + plain.parameters[0].layer  # no gradient is asked for below the first weights
    size, per_epoch = config.batch_size, steps_per_epoch(config, len(labels))
    total = config.epochs * per_epoch
    unmeasured = nothing(plain)

    while not run.finished(len(labels)):
        epoch, first = divmod(run.step, per_epoch)
        if epoch > run.judged:
            yield _end_of_epoch(run, digits.validation, epoch)
            continue
        permutation = order(config.seed, epoch, len(labels))
        for k in range(first, per_epoch):
            batch = permutation[k * size : (k + 1) * size]
            network = plain.at(config.seed, run.step)
            x, y = images.batch(batch, (config.seed, 3, run.step)), rows(targets, batch)
            values = network.forward(run.theta, x)
            p, loss = network.loss.judge(values[-1], y)
            _, gradient = network.backward(run.theta, values, network.loss.gradient(p, y), lowest)
            if config.l1 or config.l2:
                gradient += penalty.gradient(network, run.theta)
            if config.clip:
                gradient = clip(gradient, config.clip)
            lr = config.learning_rate * schedule(run.step / total)
            before = run.theta.copy() if run.step % MEASURE_EVERY == 0 else None
            for piece, step in _moves(run, optimizer, network, gradient, lr):
                run.theta[piece] += step
            measures = (
                unmeasured
                if before is None
                else measure(network, before, run.theta, values, p, labels[batch], gradient)
            )
            if run.statistics:
                _remember(run.statistics, network.statistics(values))
            run.step += 1
            if run.step % FLUSH_EVERY == 0:
                flush_subnormals(run.memory)
            if not isfinite(loss):
                yield Diverged(run.step, float(loss))
                return
            yield Step(run.step, float(loss), lr, *measures)


def _moves(run: Run, optimizer: Optimizer, network: Network, gradient, lr: float):
    """Where θ is to move, and how far; each move is looked for after the one before it was made."""
    yield from steps(optimizer, gradient, run.memory, run.step + 1, lr, run.theta)
    if run.config.max_norm:
        yield slice(None), MaxNorm(run.config.max_norm).step(network, run.theta)


def _remember(statistics, seen) -> None:
    for running, now in zip(statistics, seen, strict=True):
        running *= REMEMBER
        running += (1 - REMEMBER) * now


def _end_of_epoch(run: Run, validation, epoch: int) -> Epoch:
    loss, accuracy, run.judged = nan, nan, epoch
    if epoch % run.config.validate_every == 0 or epoch == run.config.epochs:
        figures = evaluate(run.network, run.theta, validation)
        loss, accuracy = figures.loss, figures.accuracy
        run.best_loss, run.stale = (
            (loss, 0) if loss < run.best_loss else (run.best_loss, run.stale + run.config.validate_every)
        )
    return Epoch(run.step, epoch, loss, accuracy, run.theta.copy(), tuple(s.copy() for s in run.statistics))

"""Training: the same few lines again and again, and everything they change is in the run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.config import Config
from core.initializers import initialize
from core.losses import one_hot
from core.metrics import evaluate
from core.optimizers import OPTIMIZERS
from core.schedules import SCHEDULES


@dataclass
class Run:
    """All the state of training. Copy it, save it, go on from it: the rest follows, bit for bit."""

    config: Config
    theta: Any  # (P,) float
    memory: tuple  # the optimizer's, vectors like θ
    step: int = 0  # steps taken

    @classmethod
    def start(cls, config: Config, dtype=np.float32) -> "Run":
        theta = initialize(config.build_network(), config.initializer, config.seed, dtype)
        return cls(config, theta, tuple(np.zeros_like(theta) for _ in range(OPTIMIZERS[config.optimizer].memories)))

    def copy(self) -> "Run":
        return replace(self, theta=self.theta.copy(), memory=tuple(m.copy() for m in self.memory))


@dataclass(frozen=True)
class Step:
    """What is known right after a step: the loss on its batch, before the step."""

    step: int  # from 1
    loss: float
    lr: float


@dataclass(frozen=True)
class Epoch:
    """The end of an epoch, or of training: every training digit was seen once more."""

    step: int
    epoch: int  # from 1
    validation_loss: float  # NaN where no digits are held back
    validation_accuracy: float  # a share, 0 to 1
    theta: Any  # a copy


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


def train(run: Run, digits) -> Iterator[Step | Epoch | Diverged]:
    """Train until the configured epochs are done; yields an event after every step and epoch.

    `digits` has `train` and `validation`, each with images (N, 784) in θ's dtype and labels (N,).
    The generator holds no state of its own: stop it anywhere, and `train(run, digits)` goes on.
    """
    config, network = run.config, run.config.build_network()
    optimizer = OPTIMIZERS[config.optimizer]
    images, labels = digits.train.images, digits.train.labels
    y = one_hot(labels, network.classes, images.dtype)
    lowest = 1 + network.parameters[0].layer
    size, per_epoch = config.batch_size, steps_per_epoch(config, len(images))
    total = config.epochs * per_epoch

    while run.step < total:
        epoch, first = divmod(run.step, per_epoch)
        permutation = order(config.seed, epoch, len(images))
        for k in range(first, per_epoch):
            batch = permutation[k * size : (k + 1) * size]
            values = network.forward(run.theta, images[batch])
            p = network.loss.output(values[-1])
            loss = float(network.loss.value(values[-1], y[batch]))
            _, gradient = network.backward(run.theta, values, network.loss.gradient(p, y[batch]), lowest)
            lr = config.learning_rate * SCHEDULES[config.schedule](run.step / total)
            run.theta += optimizer.step(gradient, run.memory, run.step + 1, lr)
            run.step += 1
            if not np.isfinite(loss):
                yield Diverged(run.step, loss)
                return
            yield Step(run.step, loss, lr)
        validation = evaluate(network, run.theta, digits.validation)
        yield Epoch(run.step, epoch + 1, validation.loss, validation.accuracy, run.theta.copy())

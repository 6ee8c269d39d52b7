"""Training: the same few lines again and again, and everything they change is in the run."""

from collections.abc import Iterator
from math import isfinite, nan
from typing import Any

from core.augmentation import AUGMENTATIONS, take
from core.config import Config
from core.losses import one_hot, smooth
from core.metrics import evaluate, measure, unmeasured
from core.optimizers import clip, flush_subnormals, move, take_step
from core.orders import orders
from core.regularizers import MaxNorm, Penalty
from core.run import Diverged, Epoch, Run, Step, steps_per_epoch
from core.schedules import SCHEDULES

__all__ = ["Diverged", "Epoch", "Run", "Step", "steps_per_epoch", "train"]

MEASURE_EVERY = 50  # steps: it takes about half a step's time
FLUSH_EVERY = 100  # steps
REMEMBER = 0.9  # the share of a running mean or variance that stays at each step


def train(run: Run, digits, visits: Iterator[Any] | None = None) -> Iterator[Step | Epoch | Diverged]:
    """Train until the configured epochs are done; yields an event after every step and epoch.

    `digits` has `train` and `validation`, each with images (N, 784) in θ's dtype and labels (N,).
    `visits` are the orders of this epoch and those that follow, where they are not those of the settings.
    The generator holds no state of its own: stop it anywhere, and `train(run, digits)` goes on.
    """
    constant = _Constant(run.config, digits.train, run.theta.dtype.type)
    n, size, per_epoch = len(digits.train.labels), run.config.batch_size, constant.steps_per_epoch
    visits = visits or orders(run.config, run.step // per_epoch, n)
    while not run.finished(n):
        epoch, first = divmod(run.step, per_epoch)
        if epoch > run.judged:
            yield _end_of_epoch(run, digits, epoch)
            continue
        permutation = next(visits)
        for k in range(first, per_epoch):
            step, _kept = _step(run, constant, permutation[k * size : (k + 1) * size])
            if not isfinite(step.loss):
                yield Diverged(step.step, step.loss)
                return
            yield step


class _Constant:
    """What all steps of a run have in common: its network and rules, and the digits as they are shown."""

    def __init__(self, config: Config, digits, kind: type):
        self.config, self.network, self.optimizer = config, config.build_network(), config.build_optimizer()
        self.images, self.labels = AUGMENTATIONS[config.augmentation](digits.images), digits.labels
        self.targets = smooth(one_hot(self.labels, self.network.classes, kind), kind(config.label_smoothing))
        self.steps_per_epoch = steps_per_epoch(config, len(self.labels))
        self.schedule, self.steps = SCHEDULES[config.schedule], config.epochs * self.steps_per_epoch
        self.penalty = Penalty(config.l1, config.l2, config.penalised)
        self.lowest = 1 + self.network.parameters[0].layer  # no gradient is asked for below the first weights
        self.unmeasured = unmeasured(self.network)


def _step(run: Run, constant: _Constant, batch) -> tuple[Step, tuple]:
    """Forward, backward, and θ moves.

    What is on the wires is to be kept till the next step has its own: else its memory goes back to the system and is
    fetched anew at each step, and LeNet-5 at batch 128 takes twice as long.
    """
    config, network = constant.config, constant.network.at(constant.config.seed, run.step)
    x, y = constant.images.batch(batch, (config.seed, 3, run.step)), take(constant.targets, batch)
    values = network.forward(run.theta, x)
    p, loss = network.loss.judge(values[-1], y)
    grads, gradient = network.backward(run.theta, values, network.loss.gradient(p, y), constant.lowest)
    if config.l1 or config.l2:
        gradient += constant.penalty.gradient(network, run.theta)
    if config.clip:
        gradient = clip(gradient, config.clip)
    lr = config.learning_rate * constant.schedule(run.step / constant.steps)
    measures, before = constant.unmeasured, run.theta.copy() if run.step % MEASURE_EVERY == 0 else None
    take_step(run.theta, constant.optimizer, gradient, run.memory, run.step + 1, lr)
    if config.max_norm:
        move(run.theta, MaxNorm(config.max_norm).step(network, run.theta))
    if before is not None:
        measures = measure(network, before, run.theta, values, p, constant.labels[batch], gradient)
    if run.statistics:
        _remember(run.statistics, network.statistics(values))
    run.step += 1
    if run.step % FLUSH_EVERY == 0:
        flush_subnormals(run.memory)
    return Step(run.step, float(loss), lr, **vars(measures)), (values, grads)


def _remember(statistics, seen) -> None:
    for running, now in zip(statistics, seen, strict=True):
        if now is None:
            continue
        running *= REMEMBER
        running += (1 - REMEMBER) * now


def _end_of_epoch(run: Run, digits, epoch: int) -> Epoch:
    loss, accuracy, run.judged, more = nan, nan, epoch, {}
    if epoch % run.config.validate_every == 0 or epoch == run.config.epochs:
        figures = evaluate(run.network, run.theta, digits.validation)
        loss, accuracy = figures.loss, figures.accuracy
        if loss < run.best_loss:
            run.best_loss, run.stale = loss, 0
        else:
            run.stale += run.config.validate_every
        if run.config.also_read == "all three":
            more = _also_read(run, digits)
    return Epoch(run.step, epoch, loss, accuracy, run.theta.copy(), tuple(s.copy() for s in run.statistics), **more)


def _also_read(run: Run, digits) -> dict:
    config, network = run.config, run.network
    training, test = (evaluate(network, run.theta, part) for part in (digits.train, digits.test))
    penalty = Penalty(config.l1, config.l2, config.penalised).value(network, run.theta)
    return {"training": training, "test": test, "penalty": float(penalty)}

"""How long a run will take, from a few of its own steps, timed."""

import time
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import numpy as np

from core.config import Config
from core.datasets import Digits, Split
from core.datasets.collection import Named
from core.training import Run, steps_per_epoch, train
from dashboard.shared.steppable import work_of_step

TRIAL_BATCH, TRIAL_WORK = 256, 60_000_000  # a larger batch is timed at this size: its work grows in proportion
TIMED, ENOUGH = 4, 0.3  # steps, and seconds after which fewer are enough: long ones differ little


def seconds_per_step(config: Config) -> float:
    """The middle time of a few steps on noise; nothing is learned."""
    full = min(config.batch_size, learned_from(config))
    affordable = TRIAL_WORK // work_of_step(config.build_network(), 1)
    batch = min(full, TRIAL_BATCH, max(2, affordable))  # of two there is a mean
    rng = np.random.default_rng(0)
    pixels = rng.random((batch * (TIMED + 2), 784), np.float32).astype(config.precision, copy=False)
    noise = Split(pixels, rng.integers(0, 10, batch * (TIMED + 2)))
    nothing = Split(noise.images[:0], noise.labels[:0])
    run = Run.start(replace(config, batch_size=batch, epochs=1, examples=60_000, patience=0, epochs_before=0))
    times = [time.perf_counter()]
    for _ in islice(train(run, Digits(noise, nothing, nothing)), TIMED + 1):
        times.append(time.perf_counter())
        if times[-1] - times[0] > ENOUGH:
            break
    taken = np.diff(times)
    return float(np.median(taken[1:] if len(taken) > 1 else taken)) * full / batch  # the first one warms up


def known_seconds_per_step(config: Config) -> float:
    """The same, timed once for all settings that do not change it: a form asks again at every change."""
    return _timed(replace(config, seed=0, learning_rate=1e-3, epochs=1))


_timed = lru_cache(maxsize=200)(seconds_per_step)


def learned_from(config: Config) -> int:
    """How many digits the network learns from, for sets as large as MNIST, and images of one's own."""
    own = Named.read(config.own).size if config.own else 0
    if own and config.own_place == "alone":
        return own
    return min(config.examples, 60_000 - config.validation) + own


def total_steps(config: Config) -> int:
    """How many steps the run takes if nothing stops it."""
    return config.epochs * steps_per_epoch(config, learned_from(config))


def megabytes(config: Config) -> float:
    """About how much memory the worker takes: the digits, θ and its like, the wires of a batch."""
    network = config.build_network()
    wires = sum(int(np.prod(shape)) for shape in network.shapes)
    numbers = 2 * 70_000 * 784 + 8 * network.size + 4 * wires * max(min(config.batch_size, 60_000), 2_000)
    return numbers * np.dtype(config.precision).itemsize / 1e6

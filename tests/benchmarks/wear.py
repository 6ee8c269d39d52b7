"""Does the optimizer slow down as its memory decays to subnormal numbers?"""

from time import thread_time

import numpy as np

from core.config import Config
from core.optimizers import take_step
from core.training import Epoch, Run, train
from tests.benchmarks import contenders
from tests.benchmarks.timing import verdict


def main() -> None:
    print("\nThe optimizer's time after epoch 5, as a ratio to that after epoch 1")
    for optimizer, rate in [("momentum", 0.05), ("adam", 0.002)]:
        run, times = Run.start(Config(optimizer=optimizer, learning_rate=rate, schedule="constant", validation=0)), []
        for event in train(run, contenders.DIGITS):
            if isinstance(event, Epoch):
                times.append(seconds_of_a_step(run))
        print(
            f"{optimizer}: {1e6 * times[0]:.0f} µs, then {1e6 * times[4]:.0f} µs  {verdict(times[4] / times[0], 1.15)}"
        )


def seconds_of_a_step(run) -> float:
    rule, network, theta, rows = run.config.build_optimizer(), run.network, run.theta.copy(), slice(0, 128)
    gradient = network.trace(run.theta, contenders.X[rows], contenders.LABELS[rows]).gradient
    seconds = []
    for _ in range(200):
        memory = tuple(m.copy() for m in run.memory)
        began = thread_time()
        take_step(theta, rule, gradient, memory, run.step + 1, 1e-3)
        seconds.append(thread_time() - began)
    return float(np.median(seconds))

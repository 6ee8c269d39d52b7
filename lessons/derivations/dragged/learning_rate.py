"""The same fifty steps, short or long."""

from dataclasses import replace

import numpy as np
from sympy import IndexedBase, Symbol

from core.config import Config
from core.datasets import Digits, Split
from core.optimizers import SGD
from core.training import Run, Step, train
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.drawn import Curve, Plot
from lessons.page.example import Example

RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
LAST = 10  # steps whose losses are averaged


def learning_rate(digit: Example, config: Config, few: Split) -> Adjustable:
    """How far each step of `config` goes on these digits, and the loss that its last steps have."""
    arrays = digit.arrays
    i, j = np.unravel_index(np.abs(arrays["dW1"]).argmax(), arrays["dW1"].shape)
    W, dW, lr = IndexedBase("W1")[int(i), int(j)], IndexedBase("dW1")[int(i), int(j)], Symbol("lr")
    weight, slope = float(arrays["W1"][i, j]), float(arrays["dW1"][i, j])
    ends = np.array([_end(replace(config, learning_rate=rate), few) for rate in RATES])
    powers = np.log10(RATES)

    def reading(rate: float, power: float, end: float) -> Reading:
        after = weight + float(SGD().step(np.array([slope]), (), 1, rate)[0])
        return Reading(
            f"Put [{rate:g}]{{drag}} for lr on the page. After fifty steps over the same 200 digits, the last {LAST} "
            f"mini-batches have a mean loss of [{end:.2f}]{{loss}}; who guesses has 2.30. On the digit of this lesson, "
            f"the weight with the largest gradient takes this step:",
            worked(IndexedBase("W1′")[int(i), int(j)], W - lr * dW, {W: weight, lr: rate, dW: slope}, after, lr),
            ((float(power), float(end), f"{end:.2f}"),),
        )

    plot = Plot(
        (Curve("loss", powers, ends, "loss"),),
        "learning rate, as a power of ten",
        "loss at the end",
        "Fifty steps at each of eight learning rates.",
    )
    return Adjustable("The learning rate", tuple(map(reading, RATES, powers, ends)), RATES.index(0.1), plot)


def _end(config: Config, few: Split) -> float:
    run = Run.start(config, np.float64)
    with np.errstate(all="ignore"):
        losses = [event.loss for event in train(run, Digits(few, few, few)) if isinstance(event, Step)]
    return float(np.mean(losses[-LAST:]))

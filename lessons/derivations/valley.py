"""A loss that is steep one way and flat the other, and how each optimizer of core comes down it."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from core.config import Config
from core.datasets import Digits, Split
from core.optimizers import OPTIMIZERS
from core.training import Run, Step, train
from lessons.engine.forms.powers import printed
from lessons.exercises import Asked, Context
from lessons.page.digits import first_digits

CURVATURES = np.array([200.0, 1.0])  # of the steep direction and of the flat one
SUITS = {"sgd": 0.009, "momentum": 0.004, "rmsprop": 0.02, "adam": 0.1}  # learning rates; the edge of the first is 0.01
STEPS = 80  # long enough for each of the others to have overtaken plain descent
START = np.array([1.0, 1.0])
NAMES = {"sgd": "plain descent", "momentum": "momentum", "rmsprop": "RMSprop", "adam": "Adam"}


def loss(theta) -> float:
    """Half the squares of θ, each times its curvature, added up."""
    return float((CURVATURES * theta**2).sum() / 2)


def path(name: str, lr: float, steps: int):
    """θ before the first step and after each, (steps + 1, 2)."""
    optimizer = OPTIMIZERS[name]
    memory, found = optimizer.start(np.zeros(2)), [START]
    for t in range(1, steps + 1):
        found.append(found[-1] + optimizer.step(CURVATURES * found[-1], memory, t, lr, found[-1]))
    return np.array(found)


def first_steps(g, lr: float) -> dict[str, Any]:
    """Δθ of each optimizer at its first step, from the same gradient."""
    return {name: OPTIMIZERS[name].step(g, OPTIMIZERS[name].start(g), 1, lr, g) for name in NAMES}


RUN = Config(network="784-16-relu-10", schedule="constant", batch_size=20, epochs=3, examples=300, validation=0)
RATES = {"sgd": 0.1, "momentum": 0.03, "rmsprop": 0.003, "adam": 0.005}


@lru_cache(maxsize=1)
def runs() -> dict[str, Any]:
    """The loss of each mini-batch of 300 digits, three times over, with each optimizer of core."""
    few = Split(*first_digits(RUN.examples))
    found = {}
    for name, lr in RATES.items():
        run = Run.start(replace(RUN, optimizer=name, learning_rate=lr), np.float64)
        found[name] = np.array([event.loss for event in train(run, Digits(few, few, few)) if isinstance(event, Step)])
    return found


def further(context: Context) -> Asked:
    """Two weights of the student's network with very different gradients: which moves further at the first step?"""
    name = str(context.draw("further").choice(["sgd", "adam"]))
    g = context.trace().gradient
    sizes = np.sort(np.abs(g))
    pair = np.array([sizes[-1], sizes[sizes > 1e-4 * sizes[-1]][0]])
    steps = np.abs(first_steps(pair, 0.01)[name])
    slopes = " and ".join(printed(slope, ".3g") for slope in pair)
    return Asked(
        f"On your {context.label}, two weights of your network have gradients of {slopes}. With {NAMES[name]} at a "
        "learning rate of 0.01, which one moves further at the very first step?",
        ("The first.", "The second.", "Both about equally far."),
        2 if steps.max() < 1.1 * steps.min() else int(steps.argmax()),
        f"They move by {printed(steps[0], '.3g')} and {printed(steps[1], '.3g')}.",
    )

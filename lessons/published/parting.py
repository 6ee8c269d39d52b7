"""Two right programs add the same numbers in another order, and some runs take that as a different beginning.

The hidden units of a network have no order: exchanged, with all their weights, they give the same function. On a
machine they do not quite: a sum of thirty terms comes out another way round in its last bit. From then on the two runs
are two runs, and how far apart they move is a property of the training, not of the programs.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from core.config import Config
from core.datasets import Digits
from core.run import Run, Step
from core.training import train


def turned(config: Config) -> Any:
    """The places in θ (P,) of the same parameters with the hidden units of 784-h-10 from the last to the first."""
    network = config.build_network()
    places = np.arange(network.size)
    W1, b1, W2, _ = (p.of(places) for p in network.parameters)
    W1[...], b1[...], W2[...] = W1[:, ::-1].copy(), b1[::-1].copy(), W2[::-1].copy()
    return places


def distances(config: Config, digits: Digits, steps: int) -> Any:
    """How far apart θ of two runs is after each step (steps,): the largest difference, relative to the largest of θ."""
    config = replace(config, epochs=1 + steps, validate_every=10_000, also_read="held back")
    places, one = turned(config), Run.start(config)
    other = Run.start(config, theta=one.theta[places])
    found = np.empty(steps)
    for here, there in zip(train(one, digits), train(other, digits), strict=True):
        if isinstance(here, Step) and isinstance(there, Step):
            found[here.step - 1] = np.abs(one.theta[places] - other.theta).max() / np.abs(one.theta).max()
            if here.step == steps:
                break
    return found

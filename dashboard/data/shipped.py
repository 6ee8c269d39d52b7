"""The network that is there before anyone has trained one, and the digits that pages show.

The shipped weights are the outcome of `python -m dashboard.data.shipped`, which trains them anew.
"""

from functools import cache
from pathlib import Path

import numpy as np

from core.config import Config
from core.datasets import Split, load
from core.datasets.digits import split
from core.datasets.mnist import read_bytes
from core.metrics import evaluate, in_batches, predictions
from core.storage import load_run, save_run
from core.training import Run, train

FILE = Path(__file__).with_name("trained.npz")

SMALL = Config(network="784-32-relu-16-relu-10", epochs=8)  # few enough units to look at each of them


@cache
def trained() -> Run:
    """The shipped run: `SMALL`, trained to its end."""
    return load_run(FILE)


@cache
def unseen_digits() -> Split:
    """The 10,000 test digits in float64, as explanations show them. Raises DataError."""
    return split(*read_bytes("t10k"), np.float64)


@cache
def guesses():
    """What the shipped network takes each test digit for: probabilities (10,000, 10)."""
    run = trained()
    return predictions(run.config.build_network(), run.theta.astype(np.float64), in_batches(unseen_digits().images))


if __name__ == "__main__":
    run, digits = Run.start(SMALL), load(SMALL)
    for _ in train(run, digits):
        pass
    run.memory = ()  # what the optimizer remembers is of no use to someone who looks
    save_run(FILE, run)
    result = evaluate(SMALL.build_network(), run.theta, digits.test)
    print(f"{SMALL.network}: {result.accuracy:.2%} of the {result.examples:,} test digits are read correctly.")

"""Networks, seeds and digits on which the tests ask exercises."""

import numpy as np

from core.initializers import initialize
from core.network import Network
from lessons.exercises import Context
from tests.support.digits import blobs


def context(network="784-6-sigmoid-5-relu-10", seed=0, digits=4) -> Context:
    built, some = Network.from_text(network), blobs(digits, seed, np.float64)
    return Context(built, initialize(built, "he", seed, np.float64), some.images, some.labels, seed)


CONTEXTS = [context(seed=seed) for seed in range(4)] + [
    context("784-7-relu-10", 5),
    context("784-10", 6),
    context("784-6-tanh-6-tanh-10", 7),
]
names = [f"{c.network} {c.seed}" for c in CONTEXTS]

"""The order in which examples are met is chance, too: to repeat a run is to meet them in the same order.

shuffled    drawn anew for each epoch, from the seed and the number of the epoch alone
as filed    first to last, in every epoch
python 2    one stream of chance from the seed on, and what the epoch before left is shuffled once more:
            i runs from n − 1 down to 1, and is exchanged with the whole part of u (i + 1), u even in [0, 1),
            as random.shuffle did it in Python 2; u comes from the Mersenne Twister (Matsumoto & Nishimura 1998)
"""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

import numpy as np


def shuffled(seed: int, epoch: int, n: int):
    """The order in which epoch `epoch` (from 0) visits n examples, (n,), drawn for it alone."""
    return np.random.default_rng((seed, 1, epoch)).permutation(n)


def drawn_anew(seed: int, epoch: int, n: int) -> Iterator[Any]:
    return (shuffled(seed, k, n) for k in count(epoch))


def as_filed(seed: int, epoch: int, n: int) -> Iterator[Any]:
    return (np.arange(n) for _ in count())


def python_2(seed: int, epoch: int, n: int) -> Iterator[Any]:
    chance, order = Random(seed).random, list(range(n))  # noqa: S311  a run's chance is to be repeated
    for k in count():
        for i in range(n - 1, 0, -1):
            j = int(chance() * (i + 1))
            order[i], order[j] = order[j], order[i]
        if k >= epoch:
            yield np.array(order)


ORDERS = {"shuffled": drawn_anew, "as filed": as_filed, "python 2": python_2}


def orders(config, epoch: int, n: int) -> Iterator[Any]:
    """The orders (n,) of epoch `epoch` and all that follow; those of epochs before it are drawn on the way."""
    return ORDERS[config.order](config.seed, config.epochs_before + epoch, n)

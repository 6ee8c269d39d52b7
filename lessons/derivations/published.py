"""A published example can disagree with its own algorithm, and whoever works it out by hand can find out where.

Matt Mazur's “A Step by Step Backpropagation Example” (2015) prints 0.291027924 for the error after one update of a
2-2-2. There are four ways to make that update; its text describes the first.
"""

import numpy as np

from lessons.page.blocks import Table, Touch
from lessons.page.small import SMALL

PRINTED = 0.291027924
PLACES = 9  # digits behind the point that were printed


def error_after_one_update(new_weights: bool, biases: bool) -> float:
    """The loss after one step; `new_weights`: the hidden deltas are worked out with output weights that have moved
    already, `biases`: these move too."""
    small = SMALL["mazur"]
    before = small.given().trace()
    network, dz = before.network, before.grads[-1]
    own = before.theta - small.rate * before.gradient
    used = before.theta.copy()
    if new_weights:
        (W2,) = (p for p in network.parameters if p.name == "W2")
        used[W2.slice] = own[W2.slice]
    _, gradient = network.backward(used, before.values, dz)
    moves = np.concatenate([np.full(p.size, p.letter == "W" or biases) for p in network.parameters])
    after = network.forward(before.theta - small.rate * gradient * moves, before.values[0])[-1]
    return float(network.loss.value(after, before.y))


def ways() -> Touch:
    """The four of them, to be chosen from; paper has the table."""
    rows = tuple(
        (
            "of after their update" if new else "of before the update",
            "move" if biases else "stay",
            f"{error_after_one_update(new, biases):.{PLACES + 1}f}",
        )
        for new in (False, True)
        for biases in (False, True)
    )
    head = ("hidden deltas with output weights", "biases", "error after one update")
    return Touch("published", Table(head, rows, f"One update, worked out in four ways; printed is {PRINTED}."))

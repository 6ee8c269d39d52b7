"""A published example can disagree with its own algorithm, and whoever works it out by hand can find out where.

Matt Mazur's “A Step by Step Backpropagation Example” (2015) prints 0.291027924 for the error after one update of a
2-2-2. There are four ways to make that update; its text describes the first.
"""

from lessons.page.blocks import Table, Touch
from lessons.published.example import THETA, loss, stepped

PRINTED = 0.291027924
PLACES = 9  # digits behind the point that were printed


def error_after_one_update(new_weights: bool, biases: bool) -> float:
    """The loss after one step; `new_weights`: the hidden deltas are worked out with output weights that have moved
    already, `biases`: these move too."""
    return loss(stepped(THETA, new_weights, biases))


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

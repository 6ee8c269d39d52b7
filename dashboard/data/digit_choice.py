"""Digits worth looking at, found by what a network says about them."""

import numpy as np


def following(flags, start: int) -> int | None:
    """The first place after `start` where `flags` is true, from the beginning again after the end; None if there is
    none."""
    places = np.flatnonzero(flags)
    if not len(places):
        return None
    return int(places[np.searchsorted(places, start, side="right") % len(places)])


def next_of_class(labels, k: int, start: int) -> int | None:
    return following(labels == k, start)


def next_mistake(p, labels, start: int) -> int | None:
    """p (n, classes) of the first n digits: the next of them whose most probable class is not its label."""
    return following(p.argmax(axis=1) != labels[: len(p)], start)


def next_uncertain(p, start: int) -> int:
    """Digits in the order of how close the two most probable classes are, closest first: the one after `start`.

    A digit that is not among the hundred closest leads to the first of them.
    """
    top = np.partition(p, -2, axis=1)[:, -2:]
    order = np.argsort(top[:, 1] - top[:, 0], kind="stable")[:100].tolist()
    return order[(order.index(start) + 1) % len(order)] if start in order else order[0]

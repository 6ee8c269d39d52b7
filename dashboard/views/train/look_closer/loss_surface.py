"""The loss as a landscape over θ, looked at along a line or on a plane through some of its points."""

from collections.abc import Iterable, Iterator
from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from core.checks import loss_at

PIECE = 100_000  # terms of a sum at a time


def along(network, theta, direction, shares, images, labels):
    """The loss at θ + s d for each share s: 0 is θ itself, 1 a whole direction away."""
    kind, point = theta.dtype.type, np.empty_like(theta)
    points = (np.add(theta, np.multiply(direction, kind(share), out=point), out=point) for share in shares)
    return _losses(network, points, images, labels)


class NoPlane(ValueError):
    """Three points that no one plane goes through. The message is a sentence for a person."""


class Plane(NamedTuple):
    """A plane through three points: an origin and two axes of length 1 at right angles, in the precision of θ."""

    origin: Any  # (P,)
    axes: tuple[Any, Any]  # (P,) each

    def place(self, theta):
        """Where the nearest point of the plane lies, (2,)."""
        way = theta - self.origin
        return np.array([_dot(axis, way) for axis in self.axes])

    def points(self, xs: Iterable[float], ys: Iterable[float]) -> Iterator[Any]:
        """θ at each place of a grid, row by row, each where the one before it was: of a large network a new vector
        takes longer than the loss of a few digits."""
        kind, across = self.origin.dtype.type, list(xs)
        row, point = np.empty_like(self.origin), np.empty_like(self.origin)
        for y in ys:
            np.add(self.origin, np.multiply(self.axes[1], kind(y), out=row), out=row)
            for x in across:
                yield np.add(row, np.multiply(self.axes[0], kind(x), out=point), out=point)


def plane_through(a, b, c) -> Plane:
    """The plane through three θ, from `a` towards `b`. Raises NoPlane where they lie on one line."""
    first, rest = b - a, c - a
    length = sqrt(_dot(first, first))
    if not length:
        raise NoPlane("The first two points are the same.")
    first /= first.dtype.type(length)
    far = sqrt(_dot(rest, rest))
    rest -= rest.dtype.type(_dot(rest, first)) * first
    height = sqrt(_dot(rest, rest))
    if height <= max(1e-9, 8 * np.finfo(rest.dtype).eps) * far:
        raise NoPlane("The three points lie on one line.")
    rest /= rest.dtype.type(height)
    return Plane(a, (first, rest))


def _dot(one, other) -> float:
    """The sum in float64: millions of terms in float32 lose half of its digits. A piece at a time: the terms are as
    many as θ has numbers."""
    pieces = (slice(start, start + PIECE) for start in range(0, len(one), PIECE))
    return float(sum(np.sum(one[piece] * other[piece], dtype=np.float64) for piece in pieces))


def over(network, plane: Plane, xs: Iterable[float], ys: Iterable[float], images, labels):
    """The loss on a grid of the plane, (len(ys), len(xs))."""
    across, up = list(xs), list(ys)
    return _losses(network, plane.points(across, up), images, labels).reshape(len(up), len(across))


def _losses(network, points, images, labels):
    with np.errstate(all="ignore"):  # far out the loss may be beyond any number
        return np.array([float(loss_at(network, point, images, labels)) for point in points])

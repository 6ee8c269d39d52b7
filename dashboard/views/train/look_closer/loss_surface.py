"""The loss as a landscape over θ, looked at along a line or on a plane through some of its points."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from core.checks import loss_at


def along(network, theta, direction, shares, images, labels):
    """The loss at θ + s d for each share s: 0 is θ itself, 1 a whole direction away."""
    kind = theta.dtype.type
    return _losses(network, (theta + kind(share) * direction for share in shares), images, labels)


class NoPlane(ValueError):
    """Three points that no one plane goes through. The message is a sentence for a person."""


class Plane(NamedTuple):
    """A plane through three points: an origin and two axes of length 1 at right angles."""

    origin: Any  # (P,)
    axes: Any  # (2, P)

    def place(self, theta):
        """Where the nearest point of the plane lies, (2,)."""
        return self.axes @ (np.asarray(theta, float) - self.origin)

    def point(self, x: float, y: float):
        return self.origin + x * self.axes[0] + y * self.axes[1]


def plane_through(a, b, c) -> Plane:
    """The plane through three θ, from `a` towards `b`. Raises NoPlane where they lie on one line."""
    a, b, c = (np.asarray(theta, float) for theta in (a, b, c))
    first = b - a
    second = c - a
    if not np.linalg.norm(first):
        raise NoPlane("The first two points are the same.")
    first /= np.linalg.norm(first)
    rest = second - (second @ first) * first
    if np.linalg.norm(rest) <= 1e-9 * np.linalg.norm(second):
        raise NoPlane("The three points lie on one line.")
    return Plane(a, np.stack([first, rest / np.linalg.norm(rest)]))


def over(network, plane: Plane, xs: Iterable[float], ys: Iterable[float], dtype, images, labels):
    """The loss on a grid of the plane, (len(ys), len(xs))."""
    across, up = list(xs), list(ys)
    points = (plane.point(x, y).astype(dtype) for y in up for x in across)
    return _losses(network, points, images, labels).reshape(len(up), len(across))


def _losses(network, points, images, labels):
    with np.errstate(all="ignore"):  # far out the loss may be beyond any number
        return np.array([float(loss_at(network, point, images, labels)) for point in points])

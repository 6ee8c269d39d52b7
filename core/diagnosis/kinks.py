"""At a kink a loss has more than one slope, and each program may take another: none of them is wrong.

A ReLU at 0 may pass the gradient on, half of it or none; of several equal pixels a pool may choose any, or all of them
evenly. A number within rounding of 0 may stand on either side. So before a pass is called wrong, these choices are made
as it made them.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from core.activations import ACTIVATIONS
from core.diagnosis.bending import is_kinked
from core.diagnosis.planting import with_layers, with_methods
from core.diagnosis.rounding import slope_on_each_side
from core.layers import Activate
from core.network import Network, Trace
from core.pooling import MaxPool

MOST = 48  # numbers within rounding of a kink that are tried one by one


def conventions(trace: Trace) -> Iterator[Network]:
    """The network with other choices where numbers stand exactly on a kink; none where no number does."""
    layers = list(enumerate(trace.network.layers))
    kinked = [k for k, layer in layers if _has_kink(layer) and (trace.values[k] == 0).any()]
    pooled = [k for k, layer in layers if isinstance(layer, MaxPool) and _tied(layer, trace.values[k]).any()]
    shares = (0.0, 1.0, 0.5) if kinked else (0.0,)
    ways = (None, _columns_first, _last, _last_column, _evenly) if pooled else (None,)
    for share, way in product(shares, ways):
        if share or way:
            changed = {k: _at_zero(trace.network.layers[k], share) for k in kinked if share}
            if way:
                changed |= {k: with_methods(trace.network.layers[k], input_gradient=way) for k in pooled}
            yield with_layers(trace.network, changed)


def _has_kink(layer) -> bool:
    return isinstance(layer, Activate) and is_kinked(layer.activation)


def _at_zero(layer, share):
    left, right = slope_on_each_side(layer.activation)

    def back(before, layer, none, x, y, dy):
        return before(none, x, y, dy) + (x == 0) * dy * (share * (right - left))

    return with_methods(layer, input_gradient=back)


def _tied(layer, x):
    corners = np.stack(layer.corners(x))
    return (corners == corners.max(axis=0)).sum(axis=0) > 1


def _in_order(order):
    """The gradient to the first of several equal pixels, where pixels are counted in this order."""

    def back(right, layer, none, x, y, dy):
        dx, free, k = np.zeros_like(x, dy.dtype), np.ones(y.shape, bool), layer.size
        corners, into = layer.corners(x), layer.corners(dx)
        for at in order(k):
            kept = free & (corners[at] == y)
            into[at][...] = dy * kept
            free &= ~kept
        return dx

    return back


_columns_first = _in_order(lambda k: [i * k + j for j in range(k) for i in range(k)])
_last = _in_order(lambda k: list(reversed(range(k * k))))
_last_column = _in_order(lambda k: [i * k + j for j in reversed(range(k)) for i in reversed(range(k))])


def _evenly(right, layer, none, x, y, dy):
    dx, corners = np.zeros_like(x, dy.dtype), layer.corners(x)
    equal = sum((corner == y).astype(dy.dtype) for corner in corners)
    for corner, into in zip(corners, layer.corners(dx), strict=True):
        into[...] = dy * (corner == y) / equal
    return dx


def doubtful(trace: Trace, tolerance: dict) -> list[tuple[int, tuple]]:
    """The numbers that rounding may put on the other side of a kink: layer and place, those nearest to it first."""
    found = []
    for k, layer in enumerate(trace.network.layers):
        x, allowed = trace.values[k], tolerance[trace.network.wires[k]]
        if _has_kink(layer):
            distance = np.where(x == 0, np.inf, np.abs(x))
        elif isinstance(layer, MaxPool):
            corners = np.sort(np.stack(layer.corners(x)), axis=0)
            distance = corners[-1] - corners[-2]
            distance = np.where(distance == 0, np.inf, distance)
        else:
            continue
        places = np.argwhere(distance <= allowed)
        found += [(float(distance[tuple(place)]) / allowed, k, tuple(place)) for place in places]
    return [(k, place) for _, k, place in sorted(found)[:MOST]]


def crossed(network: Network, crossings) -> Network:
    """The network in which these numbers stand on the other side of their kink."""
    by_layer: dict[int, list] = {}
    for k, place in crossings:
        by_layer.setdefault(k, []).append(place)
    changed = {k: _crossed(network.layers[k], tuple(np.array(places).T)) for k, places in by_layer.items()}
    return with_layers(network, changed)


def _crossed(layer, places):
    def bend(right, layer, none, x, y, dy):
        dx, f = np.array(right(none, x, y, dy)), ACTIVATIONS[layer.activation]
        other = -x[places]
        dx[places] = dy[places] * f.slope(other, f.f(other))
        return dx

    def pool(right, layer, none, x, y, dy):
        x = x.copy()
        for place in zip(*places, strict=True):
            square = [corner[place] for corner in layer.corners(x)]
            layer.corners(x)[int(np.argmax(square))][place] = -np.inf
        return right(none, x, layer.forward(none, x), dy)

    return with_methods(layer, input_gradient=pool if isinstance(layer, MaxPool) else bend)

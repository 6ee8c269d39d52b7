"""Two right programs differ by rounding, and how much is a question to the network, not a constant.

A sum of k terms in a format of unit roundoff u is wrong by about √k u of its terms (Higham & Mary 2019). So core's pass
is run again in float64 with everything that enters a sum of k terms moved by √k u, on average: how far each
array moves is what rounding does to it, with all that makes it better or worse on the way: cancellation, saturation, a
variance near 0. That is Monte Carlo arithmetic (Parker 1997), with core's own lines as the program.

`ALLOWED` times as much is within rounding: other orders of summation, and functions that are wrong in their last bits.
"""

import numpy as np

from core.activations import ACTIVATIONS
from core.diagnosis.bending import is_kinked
from core.diagnosis.order import LOSS, arrays, one_pass
from core.diagnosis.planting import with_layers, with_methods
from core.images import Flatten, Image
from core.layers import Activate
from core.losses import SigmoidCrossEntropy
from core.network import Trace
from core.pooling import MaxPool

ALLOWED, SAMPLES = 12, 3


def unit_roundoff(dtypes) -> float:
    """Of the coarsest of these floating-point types; float64 where there is none."""
    return max([float(np.finfo(dtype).eps) for dtype in dtypes if np.issubdtype(dtype, np.floating)], default=2e-16)


def tolerances(trace: Trace, u: float, seed: int = 0) -> dict:
    """How far each array of a right pass can be from this one, at most: a number for each name."""
    right, rng = arrays(trace), np.random.default_rng(seed)
    moved = dict.fromkeys(right, 0.0)
    for _ in range(SAMPLES):
        shaken = one_pass(_shaken(trace, u, rng), trace.theta, trace.values[0], trace.y)
        for name, array in arrays(shaken).items():
            moved[name] = max(moved[name], _largest(array - right[name]))
    moved[LOSS] += u * float((trace.y + _naive(trace)).sum(axis=1).mean())  # log p, worked out from p
    kept = {name: 2 * u * _largest(array) for name, array in right.items()}  # to write a number down
    return {name: ALLOWED * (moved[name] + kept[name]) for name in right}


def _naive(trace):
    """What log (1 − p) adds for yes-or-no questions: it loses the digits of a p near 1."""
    if not isinstance(trace.network.loss, SigmoidCrossEntropy):
        return 0 * trace.p
    return (1 - trace.y) * trace.p / np.maximum(1 - trace.p, 1e-7)


def _largest(a) -> float:
    return float(np.abs(a).max()) if np.size(a) else 0.0


def _shaken(trace: Trace, u, rng):
    """The network of the trace, with rounding errors planted in all of its lines."""
    network, n = trace.network, len(trace.values[0])
    layers = {}
    for k, layer in enumerate(network.layers):
        if not isinstance(layer, Image | Flatten):  # those move numbers and compute none
            layers[k] = _shaken_layer(trace, k, u * _largest_sum(network, k, n) ** 0.5, rng)
    few = u * network.classes**0.5

    def shake(a):
        return _moved(a, few, rng)

    loss = with_methods(
        network.loss,
        output=lambda right, loss, z: right(shake(z)),
        value=lambda right, loss, z, y: right(shake(z), y),
        gradient=lambda right, loss, p, y: right(shake(p), y),
    )
    shaken = with_layers(network, layers)
    return type(shaken)(shaken.input_shape, shaken.layers, loss)


def _shaken_layer(trace, k, size, rng):
    layer = trace.network.layers[k]
    chooses = isinstance(layer, MaxPool)  # which pixel, or on which side of a kink: core.diagnosis.kinks asks that
    chooses |= isinstance(layer, Activate) and is_kinked(layer.activation)
    x, y = trace.values[k], trace.values[k + 1]

    moved = tuple(_moved(own, size, rng) for own in trace.network.unpack(trace.theta)[k])

    def shake(a):
        return _moved(a, size, rng)

    def forward(right, layer, parameters, x):
        return right(parameters, x) if chooses else right(moved, shake(x))

    def back(right, layer, parameters, own_x, own_y, dy):
        if chooses:
            return right(parameters, x, y, shake(dy))
        return right(moved, shake(own_x), shake(own_y), shake(dy))

    def parameter_gradients(right, layer, parameters, own_x, own_y, dy):
        return right(parameters, shake(own_x), own_y, shake(dy)) if parameters else ()

    return with_methods(layer, forward=forward, input_gradient=back, parameter_gradients=parameter_gradients)


def _moved(a, size, rng):
    """Each number times 1 plus a random one of mean 0 and standard deviation `size`."""
    return a + a * ((2 * 3**0.5 * size) * (rng.random(np.shape(a), np.float32) - np.float32(0.5)))


def _largest_sum(network, k, n) -> int:
    """How many terms the longest sum of a layer has."""
    own = [p for p in network.parameters if p.layer == k]
    places = n * int(np.prod(network.shapes[k + 1][1:]))
    if not own:
        return max(4, network.shapes[k][0] if len(network.shapes[k]) == 1 else 4)
    into = own[0].size // own[-1].size
    back = own[0].size // network.shapes[k][0]
    return max(places, into, back, network.shapes[k][0])


def slope_on_each_side(name: str) -> tuple[float, float]:
    """The slopes of an activation left and right of 0."""
    f, near = ACTIVATIONS[name], np.array([-1e-12, 1e-12])
    left, right = f.slope(near, f.f(near)) * 1.0
    return float(left), float(right)

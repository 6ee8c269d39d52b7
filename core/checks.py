"""Is the gradient right? Change a parameter a little and see what the loss does.

    central difference    (L(θ + h) − L(θ − h)) / 2h      wrong by about h² (truncation) and 1e-16 / h (round-off)
    complex step          Im L(θ + i h) / h               wrong by h² alone: nothing is subtracted, so h may be 1e-30

The second needs every function on the way to be analytic on each side of its kinks; core's are.
Squire & Trapp 1998. Work in float64: in float32 there is nothing left after the subtraction.
"""

from dataclasses import dataclass

import numpy as np

from core.layers import Dense
from core.losses import one_hot, targets
from core.regularizers import Penalty

NO_PENALTY = Penalty(0.0, 0.0)
ROWS = 2_048  # perturbed digits that go through the rest of the network at once
STEPS = 10.0 ** -np.arange(1.0, 16.0)


def loss_at(network, theta, x, labels):
    """L(θ), for real and for complex θ, in the precision of x; `labels` (N,), or rows of targets (N, classes)."""
    return network.loss.value(network.forward(theta, x)[-1], targets(labels, network.classes, x.dtype))


def central_difference(network, theta, x, labels, direction, h=1e-5):
    """The slope of the loss along `direction`."""
    there, back = (loss_at(network, theta + step, x, labels) for step in (h * direction, -h * direction))
    return (there - back) / (2 * h)


def complex_step(network, theta, x, labels, direction, h=1e-30):
    """The slope of the loss along `direction`, to the last bits."""
    return loss_at(network, theta + 1j * h * direction, x, labels).imag / h


def each_parameter(network, theta, x, labels, which, slope=complex_step):
    """∂L/∂θ_k for each k of `which`, by two passes or one for each: the textbook loop."""
    direction, found = np.zeros(len(theta)), np.empty(len(which))
    for at, k in enumerate(which):
        direction[k] = 1
        found[at] = slope(network, theta, x, labels, direction)
        direction[k] = 0
    return found


def each_weight(network, theta, x, label, layer, method="central"):
    """∂L/∂W_ij of a dense layer for one digit x (1, 784), as (in, out): all of them at once.

    A change of W_ij by h moves z_j by h x_i and nothing else before it. So each weight is one row
    of z, changed in one place, and the rest of the network takes rows of many weights as a batch.
    Where x_i is 0 nothing moves, and the slope is 0.
    """
    if not isinstance(network.layers[layer], Dense) or len(x) != 1:
        raise ValueError("This way of checking is for the weights of a dense layer, and for one digit.")
    rest, unpacked = range(layer + 1, len(network.layers)), network.unpack(theta)
    if any(network.layers[k].measures for k in rest):
        raise ValueError(
            "Batch normalisation ties the rows of a batch together; check the network as it is used, network.in_use()."
        )
    h = {"central": 1e-5, "complex": 1e-30}[method]
    values = network.forward(theta, x)
    inputs, (z,) = values[layer][0], values[layer + 1]

    def losses(rows):  # of each row of z
        for layer in rest:
            rows = network.layers[layer].forward(unpacked[layer], rows)
        return network.loss.each(rows, one_hot([label], network.classes))

    slopes, units = np.zeros((len(inputs), len(z))), np.arange(len(z))
    inked = np.flatnonzero(inputs)
    for start in range(0, len(inked), max(1, ROWS // len(z))):
        chosen = inked[start : start + max(1, ROWS // len(z))]
        squares = np.zeros((len(chosen), len(z), len(z)))
        squares[:, units, units] = h * inputs[chosen, None]
        moves = squares.reshape(-1, len(z))
        if method == "complex":
            change = losses(z + 1j * moves).imag / h
        else:
            change = (losses(z + moves) - losses(z - moves)) / (2 * h)
        slopes[chosen] = change.reshape(len(chosen), len(z))
    return slopes


@dataclass(frozen=True)
class Verdict:
    """How far the gradient of one parameter array is from what the loss does."""

    name: str  # "W1"
    checked: int  # numbers compared
    size: int
    error: float  # the largest difference, relative to the largest entry of this gradient
    moving: int  # of the numbers compared, how many have a gradient that is not 0


def off_the_kinks(network, theta, rng):
    """θ with each bias, and each β of a normalisation, that is exactly 0 moved a little.

    While they are 0, a blank patch of an image, or a unit of a batch of one, stands exactly on the
    kink of its ReLU. There the loss has two slopes, one to each side, and no gradient is both.
    """
    moved = theta.copy()
    for p in network.parameters:
        if p.letter in ("b", "beta"):
            piece = p.of(moved)
            piece[piece == 0] = 0.01 * rng.standard_normal(np.count_nonzero(piece == 0))
    return moved


def check(network, theta, x, labels, most=200, seed=0, penalty=NO_PENALTY) -> list[Verdict]:
    """Compare the gradient with complex steps, in at most `most` places of each parameter array.

    `labels` may be rows of targets, such as smoothed ones; the `penalty` is part of the loss and of the gradient.
    """
    rng = np.random.default_rng(seed)
    theta, x = off_the_kinks(network, theta.astype(np.float64), rng), x.astype(np.float64)
    gradient = network.trace(theta, x, labels).gradient + penalty.gradient(network, theta)

    def slope(network, theta, x, labels, direction, h=1e-30):
        more = penalty.value(network, theta + 1j * h * direction)
        return complex_step(network, theta, x, labels, direction, h) + np.imag(more) / h

    verdicts = []
    for p in network.parameters:
        which = p.start + (np.arange(p.size) if p.size <= most else rng.choice(p.size, most, replace=False))
        measured = each_parameter(network, theta, x, labels, which, slope)
        # A bias before batch normalisation has a gradient of exactly 0: then relative to the whole.
        largest = max(float(np.abs(p.of(gradient)).max()), 1e-3 * float(np.abs(gradient).max()))
        moving = int(np.count_nonzero((measured != 0) | (gradient[which] != 0)))
        error = float(np.abs(measured - gradient[which]).max()) / (largest or 1)
        verdicts.append(Verdict(p.name, len(which), p.size, error, moving))
    return verdicts


def error_against_h(network, theta, x, labels, steps=STEPS, seed=0):
    """Relative errors (central, complex) of the slope along one direction, for each h of `steps`."""
    theta, x = theta.astype(np.float64), x.astype(np.float64)
    direction = np.random.default_rng(seed).standard_normal(len(theta))
    true = float(network.trace(theta, x, labels).gradient @ direction)
    found = [
        [slope(network, theta, x, labels, direction, h) for slope in (central_difference, complex_step)] for h in steps
    ]
    return np.abs(np.array(found) - true).T / abs(true)  # (2, len(steps))

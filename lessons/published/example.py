"""“A Step by Step Backpropagation Example” by Matt Mazur (2015): 2-2-2, sigmoids, half the squared error, rate 0.5.

Its biases stay as they are. Some numbers in it are not what its own rule gives.
"""

from functools import cache

import numpy as np

from lessons.page.small import SMALL
from lessons.published.figure import WRONG, Figure

SOURCE = "Mazur 2015, A Step by Step Backpropagation Example"
GIVEN, RATE = SMALL["mazur"].given(), SMALL["mazur"].rate
NETWORK, THETA, X, Y = GIVEN.network, GIVEN.theta, GIVEN.x, GIVEN.y
OUTPUT = np.arange(NETWORK.size) >= NETWORK.parameters[2].start
WEIGHTS = np.concatenate([np.full(p.size, p.letter == "W") for p in NETWORK.parameters])


def passed(theta):
    """The values on the wires, and ∂L/∂θ."""
    values = NETWORK.forward(theta, X)
    _, gradient = NETWORK.backward(theta, values, NETWORK.loss.gradient(values[-1], Y))
    return values, gradient


def loss(theta) -> float:
    return float(NETWORK.loss.value(NETWORK.forward(theta, X)[-1], Y))


def stepped(theta, output_first: bool = False, biases: bool = False):
    """θ after a step. `output_first`: the hidden deltas go back through output weights that have moved already;
    `biases`: these move too."""
    values, gradient = passed(theta)
    if output_first:
        used = np.where(OUTPUT & WEIGHTS, theta - RATE * gradient, theta)
        _, gradient = NETWORK.backward(used, values, NETWORK.loss.gradient(values[-1], Y))
    return theta - RATE * gradient * (WEIGHTS | biases)


@cache
def trained(steps: int, output_first: bool = False):
    theta = THETA
    for _ in range(steps):
        theta = stepped(theta, output_first)
    return theta


def of(name: str, vector):
    return next(p.of(vector) for p in NETWORK.parameters if p.name == name)


# fmt: off
FIGURES = (
    Figure(SOURCE, "hidden outputs", [0.593269992, 0.596884378], 1e-9, lambda: passed(THETA)[0][2]),
    Figure(SOURCE, "outputs", [0.75136507, 0.772928465], 1e-8, lambda: passed(THETA)[0][-1]),
    Figure(SOURCE, "total error", 0.298371109, 1e-9, lambda: loss(THETA)),
    Figure(SOURCE, "∂E/∂w5", 0.082167041, 1e-9, lambda: of("W2", passed(THETA)[1])[0, 0]),
    Figure(SOURCE, "∂E/∂w1", 0.000438568, 1e-9, lambda: of("W1", passed(THETA)[1])[0, 0]),
    Figure(SOURCE, "w5 to w8 after a step", [0.35891648, 0.408666186, 0.511301270, 0.561370121], 1e-8,
           lambda: of("W2", stepped(THETA)).T),
    Figure(SOURCE, "w1 to w4 after a step", [0.149780716, 0.19956143, 0.24975114, 0.29950229], 1e-8,
           lambda: of("W1", stepped(THETA)).T),
    Figure(SOURCE, "total error after a step", 0.291027924, 1e-9, lambda: loss(stepped(THETA)), WRONG,
           "the hidden deltas went back through the output weights of after the step; its rule gives 0.291027774",
           lambda: loss(stepped(THETA, output_first=True))),
    Figure(SOURCE, "outputs after 10,000 steps", [0.015912196, 0.984065734], 1e-9,
           lambda: passed(trained(10_000))[0][-1], WRONG, "the same, at each step",
           lambda: passed(trained(10_000, output_first=True))[0][-1]),
    Figure(SOURCE, "total error after 10,000 steps", 0.0000351085, 1e-10, lambda: loss(trained(10_000)), WRONG,
           "its rule gives it after 9,999 steps", lambda: loss(trained(9_999))),
)

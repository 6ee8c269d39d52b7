"""“A Step by Step Backpropagation Example” by Matt Mazur (2015): 2-2-2, sigmoids, half the squared error, rate 0.5.

Its biases stay as they are. Some numbers in it are not what its own rule gives.
"""

from functools import cache

import numpy as np

from core.losses import Quadratic
from core.network import Network
from lessons.published.figure import WRONG, Figure

SOURCE = "Mazur 2015, A Step by Step Backpropagation Example"
NETWORK = Network.from_text("2-2-sigmoid-2-sigmoid", Quadratic())
THETA = np.array([0.15, 0.25, 0.20, 0.30, 0.35, 0.35, 0.40, 0.50, 0.45, 0.55, 0.60, 0.60])  # W1, b1, W2, b2
X, Y = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
RATE = 0.5
OUTPUT = np.arange(NETWORK.size) >= NETWORK.parameters[2].start
WEIGHTS = np.concatenate([np.full(p.size, p.letter == "W") for p in NETWORK.parameters])


def passed(theta):
    """The values on the wires, and ∂L/∂θ."""
    values = NETWORK.forward(theta, X)
    _, gradient = NETWORK.backward(theta, values, NETWORK.loss.gradient(values[-1], Y))
    return values, gradient


def loss(theta) -> float:
    return float(NETWORK.loss.value(NETWORK.forward(theta, X)[-1], Y))


def stepped(theta):
    _, gradient = passed(theta)
    return theta - RATE * gradient * WEIGHTS


def stepped_output_first(theta):
    """The output weights move first, and the hidden deltas go back through them."""
    values, _ = passed(theta)
    moved = stepped(theta)
    half = np.where(OUTPUT, moved, theta)
    _, gradient = NETWORK.backward(half, values, NETWORK.loss.gradient(values[-1], Y))
    return np.where(OUTPUT, moved, theta - RATE * gradient * WEIGHTS)


@cache
def trained(steps: int, step=stepped):
    theta = THETA
    for _ in range(steps):
        theta = step(theta)
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
           lambda: loss(stepped_output_first(THETA))),
    Figure(SOURCE, "outputs after 10,000 steps", [0.015912196, 0.984065734], 1e-9,
           lambda: passed(trained(10_000))[0][-1], WRONG, "the same, at each step",
           lambda: passed(trained(10_000, stepped_output_first))[0][-1]),
    Figure(SOURCE, "total error after 10,000 steps", 0.0000351085, 1e-10, lambda: loss(trained(10_000)), WRONG,
           "its rule gives it after 9,999 steps", lambda: loss(trained(9_999))),
)

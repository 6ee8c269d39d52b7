"""Expected values in the assignments of CS231n, Stanford: inputs are evenly spaced, so that they fit on a line."""

import numpy as np

from core.activations import ACTIVATIONS
from core.adaptive import Adam, RMSprop
from core.convolution import Conv
from core.descent import Momentum
from core.layers import Dense
from core.network import Network
from core.pooling import MaxPool
from lessons.published.figure import Figure

COURSE = "CS231n, assignment 1, two-layer network"
LAYERS = "CS231n, assignment 2, fully connected networks"
IMAGES = "CS231n, assignment 2, convolutional networks"


def spaced(first: float, last: float, *shape: int):
    return np.linspace(first, last, int(np.prod(shape))).reshape(shape)


def affine():
    return Dense(120, 3).forward((spaced(-0.2, 0.3, 120, 3), spaced(-0.3, 0.1, 3)), spaced(-0.1, 0.5, 2, 120))


def relu():
    return ACTIVATIONS["relu"].f(spaced(-0.5, 0.5, 3, 4))


def images(first: float, last: float):
    """(2, 3, 4, 4) with the examples first, as the course has them, and last, as core has them."""
    return spaced(first, last, 2, 3, 4, 4).transpose(1, 2, 3, 0)


def convolution():
    parameters = spaced(-0.2, 0.3, 3, 3, 4, 4), spaced(-0.1, 0.2, 3)
    return Conv(3, 3, 4, 4, stride=2, padding=1).forward(parameters, images(-0.1, 0.5)).transpose(3, 0, 1, 2)


def pooling():
    return MaxPool(2).forward((), images(-0.3, 0.4)).transpose(3, 0, 1, 2)


def step(optimizer, memory, t: int, lr: float):
    """w after a step, for w and dw of the assignment, (4, 5)."""
    return spaced(-0.4, 0.6, 20) + optimizer.step(spaced(-0.6, 0.4, 20), memory, t, lr)


def momentum():
    velocity = -spaced(0.6, 0.9, 20) / 1e-3  # theirs counts the learning rate in, with the other sign
    return step(Momentum(), (velocity,), 1, 1e-3)


def rmsprop():
    return step(RMSprop(rho=0.99), (spaced(0.6, 0.9, 20),), 1, 1e-2)


def adam():  # they count t = 5 up to 6 before the step
    return step(Adam(), (spaced(0.6, 0.9, 20), spaced(0.7, 0.5, 20)), 6, 1e-2)


def two_layers():
    """The network, its θ and the three examples of the assignment."""
    W1, b1 = spaced(-0.7, 0.3, 5, 50), spaced(-0.1, 0.9, 50)
    W2, b2 = spaced(-0.3, 0.4, 50, 7), spaced(-0.9, 0.1, 7)
    theta = np.concatenate([W1.reshape(-1), b1, W2.reshape(-1), b2])
    return Network.from_text("5-50-relu-7"), theta, spaced(-5.5, 4.5, 5, 3).T


def scores():
    network, theta, x = two_layers()
    return network.forward(theta, x)[-1]


def loss():
    network, theta, x = two_layers()
    return network.trace(theta, x, [0, 5, 1]).loss


def loss_with_penalty():
    network, theta, _ = two_layers()
    weights = [p.of(theta) for p in network.parameters if p.letter == "W"]
    return loss() + 0.5 * sum((W * W).sum() for W in weights)


# fmt: off
FIGURES = (
    Figure(LAYERS, "affine forward",
           [1.49834967, 1.70660132, 1.91485297, 3.25553199, 3.5141327, 3.77273342], 1e-8, affine),
    Figure(LAYERS, "ReLU forward",
           [0, 0, 0, 0, 0, 0, 0.04545455, 0.13636364, 0.22727273, 0.31818182, 0.40909091, 0.5], 1e-8, relu),
    Figure(LAYERS, "a step with momentum", [
        0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789, 0.47454737, 0.54133684, 0.60812632, 0.67491579,
        0.74170526, 0.80849474, 0.87528421, 0.94207368, 1.00886316, 1.07565263, 1.14244211, 1.20923158, 1.27602105,
        1.34281053, 1.4096], 1e-8, momentum),
    Figure(LAYERS, "a step of RMSprop", [
        -0.39223849, -0.34037513, -0.28849239, -0.23659121, -0.18467247, -0.132737, -0.08078555, -0.02881884,
        0.02316247, 0.07515774, 0.12716641, 0.17918792, 0.23122175, 0.28326742, 0.33532447, 0.38739248, 0.43947102,
        0.49155973, 0.54365823, 0.59576619], 1e-8, rmsprop),
    Figure(LAYERS, "the sixth step of Adam", [
        -0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977, -0.1380274, -0.08544591, -0.03286534,
        0.01971428, 0.0722929, 0.1248705, 0.17744702, 0.23002243, 0.28259667, 0.33516969, 0.38774145, 0.44031188,
        0.49288093, 0.54544852, 0.59801459], 1e-8, adam),
    Figure(IMAGES, "convolution with stride 2 and padding 1", [
        -0.08759809, -0.10987781, -0.18387192, -0.2109216, 0.21027089, 0.21661097, 0.22847626, 0.23004637,
        0.50813986, 0.54309974, 0.64082444, 0.67101435, -0.98053589, -1.03143541, -1.19128892, -1.24695841,
        0.69108355, 0.66880383, 0.59480972, 0.56776003, 2.36270298, 2.36904306, 2.38090835, 2.38247847],
        1e-8, convolution),
    Figure(IMAGES, "max pooling, 2 × 2", [
        -0.26315789, -0.24842105, -0.20421053, -0.18947368, -0.14526316, -0.13052632, -0.08631579, -0.07157895,
        -0.02736842, -0.01263158, 0.03157895, 0.04631579, 0.09052632, 0.10526316, 0.14947368, 0.16421053,
        0.20842105, 0.22315789, 0.26736842, 0.28210526, 0.32631579, 0.34105263, 0.38526316, 0.4], 1e-8, pooling),
    Figure(LAYERS, "scores of a network 5-50-relu-7", [
        11.53165108, 12.2917344, 13.05181771, 13.81190102, 14.57198434, 15.33206765, 16.09215096,
        12.05769098, 12.74614105, 13.43459113, 14.1230412, 14.81149128, 15.49994135, 16.18839143,
        12.58373087, 13.20054771, 13.81736455, 14.43418138, 15.05099822, 15.66781506, 16.2846319], 1e-8, scores),
    Figure(LAYERS, "its loss", 3.4702243556, 1e-10, loss),
    Figure(LAYERS, "its loss with an L2 penalty of 1", 26.5948426952, 1e-10, loss_with_penalty),
)

"""Examples in the documentation of frameworks; they were worked out in 32 bits."""

from math import erf, sqrt

import numpy as np

from core.activations import ACTIVATIONS
from core.losses import SoftmaxCrossEntropy
from core.network import Network
from lessons.published.figure import FLOAT32, ON_PURPOSE, Figure

KERAS, TENSORFLOW = "Keras, documentation of activations", "TensorFlow, documentation of tf.nn"
SIZES = "Keras, code examples, model.summary()"
CANCELLED = 1e-6  # 1 + tanh, or 1 + erf, loses digits far below 0 in 32 bits
NEAR, FAR = [-3.0, -1.0, 0.0, 1.0, 3.0], [-20.0, -1.0, 0.0, 1.0, 20.0]


def bent(name: str, z: list[float]):
    return lambda: ACTIVATIONS[name].f(np.array(z))


def exact_gelu():
    """z Φ(z), with the normal distribution itself; Hendrycks & Gimpel 2016, section 2."""
    return [z * (1 + erf(z / sqrt(2))) / 2 for z in NEAR]


def cross_entropy():
    logits, labels = np.array([[4.0, 2.0, 1.0], [0.0, 5.0, 1.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 0.8, 0.2]])
    return SoftmaxCrossEntropy().each(logits, labels)


def size(text: str):
    return lambda: Network.from_text(text).size


# fmt: off
FIGURES = (
    Figure(KERAS, "sigmoid", [2.0611537e-09, 0.26894143, 0.5, 0.7310586, 1.0], 1e-8, bent("sigmoid", FAR),
           rounding=FLOAT32),
    Figure(KERAS, "tanh", [-0.9950547, -0.7615942, 0.0, 0.7615942, 0.9950547], 1e-7, bent("tanh", NEAR),
           rounding=FLOAT32),
    Figure(KERAS, "softplus", [2.0611537e-09, 0.31326166, 0.6931472, 1.3132616, 20.0], 1e-7, bent("softplus", FAR),
           rounding=FLOAT32),
    Figure(KERAS, "GELU, tanh form", [-0.00363752, -0.15880796, 0.0, 0.841192, 2.9963627], CANCELLED,
           bent("gelu", NEAR)),
    Figure(KERAS, "GELU, exact", [-0.00404951, -0.15865529, 0.0, 0.8413447, 2.9959507], CANCELLED, bent("gelu", NEAR),
           ON_PURPOSE, "ours is the tanh form, whose slope needs no error function", exact_gelu),
    Figure(TENSORFLOW, "softmax cross-entropy with soft labels", [0.16984604, 0.82474494], 1e-8, cross_entropy,
           rounding=FLOAT32),
    Figure(SIZES, "parameters of a perceptron with two hidden layers of 512", 669_706, 1.0,
           size("784-512-relu-512-relu-10")),
)

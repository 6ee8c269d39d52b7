"""The lesson that explains an operation of a network."""

from core.batchnorm import BatchNorm, Standardize
from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Activate, Dense
from core.network import Network
from core.normalization import LayerNorm
from core.pooling import AveragePool, MaxPool
from lessons.engine.chain.equations import Equation
from lessons.page.reader import Lesson, lessons

SLUGS = {
    Dense: "a-layer-and-its-transpose",
    Activate: "activations-and-their-slopes",
    BatchNorm: "batch-normalisation",
    LayerNorm: "batch-normalisation",
    Standardize: "batch-normalisation",
    Dropout: "l1-l2-and-dropout",
    **dict.fromkeys((Conv, MaxPool, AveragePool, Image, Flatten), "convolution-and-pooling"),
}


def lesson_of(equation: Equation, network: Network) -> Lesson:
    return next(lesson for lesson in lessons() if lesson.slug == _slug(equation, network))


def _slug(equation, network):
    if equation.layer is None:
        return "softmax" if equation.name == "p" else "cross-entropy"
    layer = type(network.layers[equation.layer])
    if layer is not Dense or equation.direction == "forward":
        return SLUGS[layer]
    of_parameter = equation.name.removeprefix("d") in {parameter.name for parameter in network.parameters}
    return "backpropagation" if of_parameter else "the-chain-rule"

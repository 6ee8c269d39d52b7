"""The lesson that explains an operation of a network."""

from core.layers import Dense
from core.network import Network
from lessons.engine.chain.equations import Equation
from lessons.engine.twins.layers import TWINS
from lessons.page.reader import Lesson, lessons


def lesson_of(equation: Equation, network: Network) -> Lesson:
    return next(lesson for lesson in lessons() if lesson.slug == _slug(equation, network))


def _slug(equation, network):
    if equation.name == "p":
        return "softmax"
    part = type(network.loss if equation.layer is None else network.layers[equation.layer])
    if part is not Dense or equation.direction == "forward":
        return TWINS[part][2]
    of_parameter = equation.name.removeprefix("d") in {parameter.name for parameter in network.parameters}
    return "backpropagation" if of_parameter else "the-chain-rule"

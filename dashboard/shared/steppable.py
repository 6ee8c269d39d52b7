"""Which networks can be stepped through, and how many digits at once: what a browser can draw and a server can afford.

What a page costs is counted in multiplications of a matrix product in float64, some 2 ns each, or what takes as long.
The figures below were measured, and they are the dear case of each kind of layer.
"""

from math import prod

from core.datasets.catalogue import DATASETS
from core.network import Network

LARGEST = 1_500_000  # parameters of a network that is still drawn
NUMBERS = 1_000_000  # on all wires, for all digits at once: they are kept, sent and drawn
WORK = 720_000_000  # of one look at the page, its training by hand included
DERIVED = 7_000_000  # the equations of one layer; they are kept for the next look
NUMBERS_OF_STEP = 20_000_000  # on all wires in a step of training, forward and back
NUMBERS_AT_ONCE = 20_000_000  # the same where digits are read
PASSES = 3  # of one look: with what was changed, without it, and to know the shape of what a link points at


class SubjectError(ValueError):
    """A network that cannot be taken apart. The message is a sentence for a person."""


def reads_digits(network: Network) -> bool:
    """Whether it starts with 784 inputs, one a pixel, and ends with the classes of one of the sets of images."""
    return network.input_shape == (784,) and network.classes in {data.classes for data in DATASETS.values()}


def check_steppable(network: Network, together: int = 1) -> None:
    """Raises SubjectError where a network does not read these digits, or is too large with so many of them at once."""
    if network.input_shape != (784,) or network.classes != 10:
        raise SubjectError(
            "A network for these digits starts with 784 inputs, one a pixel, and ends with 10 outputs, one a digit."
        )
    check_affordable(network, together)


def check_affordable(network: Network, together: int = 1) -> None:
    """Raises SubjectError where a network, of whatever inputs, is too large with so many examples at once."""
    if network.size > LARGEST:
        raise SubjectError(
            f"That network has {network.size:,} parameters; the limit here is {LARGEST:,}. Make a layer smaller."
        )
    digits = f"{together} digits at once make" if together > 1 else "One digit makes"
    advice = "Choose fewer digits at once, or make a layer smaller." if together > 1 else "Make a layer smaller."
    if (found := numbers(network, together)) > NUMBERS:
        raise SubjectError(f"{digits} {found:,} numbers in that network; the limit here is {NUMBERS:,}. {advice}")
    if (found := work_of_look(network, together)) > WORK:
        raise SubjectError(
            f"{digits} as much work in that network as {found:,} multiplications; the limit here is {WORK:,}. {advice}"
        )


def numbers(network: Network, together: int) -> int:
    """How many numbers flow forward through the network, and the most that a convolution lays out in columns at a
    time."""
    columns = [0]
    for parameter, shape in _weights(network):
        if len(shape) == 3:
            columns.append(prod(parameter.shape[1:]) * shape[2])
    return together * (sum(map(prod, network.shapes)) + max(columns))


def work_of_look(network: Network, together: int) -> int:
    """What it costs to show a pass, before any training by hand."""
    return DERIVED * len(network.layers) + PASSES * work_of_pass(network, together)


def work_of_pass(network: Network, together: int) -> int:
    """What a pass forward and back costs."""
    work = 12_000 * len(network.layers) + 20 * together * sum(map(prod, network.shapes))
    for parameter, shape in _weights(network):
        weights, places = prod(parameter.shape), prod(shape[1:])
        if len(shape) == 3:  # line by line
            work += 8_000 * shape[1] + 3 * weights * places * together
        else:  # the weights are read once, whatever the number of digits
            work += weights + weights * together // 3
    return work


def at_once(network: Network) -> int:
    """How many digits go forward together: two thousand, or as many as there is memory for."""
    return min(2_000, max(1, NUMBERS_AT_ONCE // numbers(network, 1)))


def work_of_step(network: Network, together: int) -> int:
    """What a step of training by hand costs: a pass, and the optimizer's walk over θ and its memory."""
    return work_of_pass(network, together) + 4 * network.size


def _weights(network):
    """The weights of each layer that has some, with the shape that one digit leaves it in."""
    return [(p, network.shapes[p.layer + 1]) for p in network.parameters if p.letter == "W"]
